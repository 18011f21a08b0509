// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** What has to be in order before a new secret is made, because Amazon shows that only once. */
final class Preflight {

  /** How far the clocks may differ before nothing that cannot be undone is begun. */
  static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  /** A client secret's length, in bytes. */
  private static final int SECRET_LENGTH = 80;

  private static final int PROBES = 3;

  private final RotationContext context;
  private final RotationEntries entries;
  private final SecretTrial trial;

  Preflight(RotationContext context, RotationEntries entries, SecretTrial trial) {
    this.context = context;
    this.entries = entries;
    this.trial = trial;
  }

  /** The secret replaced last is dead. Reads only. */
  void requireOverlapIsOver(String app) {
    Instant now = context.clock().instant();
    entries
        .read(app)
        .known()
        .flatMap(RotationRecord::previous)
        .filter(old -> old.diesAt().isAfter(now))
        .ifPresent(
            old -> {
              throw new HalfturnException(
                  Problem.of(
                          ErrorCode.FAILED_PRECONDITION,
                          "ROTATED_RECENTLY",
                          "application '"
                              + app
                              + "' was rotated less than "
                              + context.policy().overlap().toDays()
                              + " days ago; its old secret lives until "
                              + old.diesAt())
                      .withHint("wait until then, or force it and say why"));
            });
  }

  /** The store takes what a new secret is, gives it back, and drops it again. */
  void requireStoreWrites(String app) {
    SecretName name = CredentialNames.clientSecret(app).child("probe");
    boolean kept = false;
    // somebody else may look at the same time
    for (int tries = 0; !kept && tries < PROBES; tries++) {
      kept = isKept(name);
    }
    if (!kept) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.FAILED_PRECONDITION,
                  "STORE_FORGETS",
                  "store '"
                      + context.secrets().storeName()
                      + "' did not give back what was written to '"
                      + name
                      + "'")
              .withHint("a new secret would be lost in it; see 'halfturn store test'"));
    }
  }

  private boolean isKept(SecretName name) {
    byte[] random = new byte[SECRET_LENGTH / 2];
    context.random().nextBytes(random);
    SecretValue value = SecretValue.ofUtf8(HexFormat.of().formatHex(random));
    context.secrets().put(name, value);
    Optional<SecretValue> back = context.secrets().find(name).map(StoredSecret::value);
    context.secrets().delete(name);
    return back.equals(Optional.of(value));
  }

  /** This computer's clock is Amazon's, as far as Amazon tells; asks it with the current secret. */
  void requireTrustedClock(String app) {
    TrialResult result = trial.attempt(app, entries.read(app).current().value());
    Instant now = context.clock().instant();
    result
        .serverTime()
        .map(time -> Duration.between(time, now).abs())
        .filter(skew -> skew.compareTo(CLOCK_SKEW) > 0)
        .ifPresent(
            skew -> {
              throw new HalfturnException(
                  Problem.of(
                          ErrorCode.FAILED_PRECONDITION,
                          Condition.CLOCK_UNTRUSTED,
                          "this computer's clock differs from Amazon's by "
                              + skew.toSeconds()
                              + " s")
                      .withHint("set it, by NTP if possible; or force it and say why"));
            });
  }
}
