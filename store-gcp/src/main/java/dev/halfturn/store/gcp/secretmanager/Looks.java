// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretVersion;
import java.util.Optional;

/** How the state of a secret is seen, before it is changed. Reads no value. */
final class Looks {

  private final SecretManagerCalls calls;
  private final OwnWrites ownWrites;

  Looks(SecretManagerCalls calls, OwnWrites ownWrites) {
    this.calls = calls;
    this.ownWrites = ownWrites;
  }

  /** Empty if there is no such secret. The secret is read before its versions. */
  Optional<Look> at(String secret) {
    Optional<Secret> found = calls.get(secret);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Optional<SecretVersion> latest = latest(secret);
    return Optional.of(
        new Look(
            found.get(),
            latest.map(Versions::number).orElse(0L),
            latest.isEmpty() || Versions.isEnabled(latest.get())
                ? latest
                : newestEnabled(secret, Long.MAX_VALUE)));
  }

  /** The version created last, whatever its state. */
  Optional<SecretVersion> latest(String secret) {
    return orOwn(secret, calls.version(secret, Versions.LATEST));
  }

  /** The newest enabled version below a number. */
  Optional<SecretVersion> newestEnabled(String secret, long below) {
    Optional<SecretVersion> listed =
        calls.versions(secret).stream()
            .filter(version -> Versions.isEnabled(version) && Versions.number(version) < below)
            .findFirst();
    return ownWrites.newest(secret) < below
        ? orOwn(secret, listed).filter(Versions::isEnabled).or(() -> listed)
        : listed;
  }

  private Optional<SecretVersion> orOwn(String secret, Optional<SecretVersion> told) {
    long own = ownWrites.newest(secret);
    return told.map(Versions::number).orElse(0L) < own
        ? calls.version(secret, Long.toString(own)).or(() -> told)
        : told;
  }
}
