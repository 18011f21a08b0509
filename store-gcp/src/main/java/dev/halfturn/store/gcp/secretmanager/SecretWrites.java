// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import com.google.api.gax.rpc.ApiException;
import com.google.cloud.secretmanager.v1.SecretVersion;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.store.gcp.secretmanager.SecretManagerCalls.Payload;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How versions are added: each once, read back before it is acknowledged, and looked for if no
 * answer came.
 */
final class SecretWrites {

  private static final Duration FIRST_LOOK = Duration.ofMillis(250);
  private static final int LOOKS = 3;
  private static final int VERSIONS_LOOKED_AT = 10;

  /**
   * What is to be added.
   *
   * @param name the entry
   * @param secret its secret
   * @param value of it
   * @param before the number of the newest version that was there, 0 if there was none
   */
  record Write(SecretName name, String secret, SecretValue value, long before) {}

  private final SecretManagerCalls calls;
  private final SecretReads reads;
  private final OwnWrites ownWrites;

  SecretWrites(SecretManagerCalls calls, SecretReads reads, OwnWrites ownWrites) {
    this.calls = calls;
    this.reads = reads;
    this.ownWrites = ownWrites;
  }

  /**
   * Adds a version, once.
   *
   * @throws HalfturnException {@code DURABILITY_UNKNOWN} if it is not certain that there is one
   */
  SecretVersion add(Write write) {
    SecretVersion added = sent(write).orElseGet(() -> afterwards(write, () -> lost(write)));
    ownWrites.note(write.secret(), Versions.number(added));
    return added;
  }

  /** Empty if nobody knows what has become of it. */
  private Optional<SecretVersion> sent(Write write) {
    SecretVersion added;
    try {
      added = calls.add(write.secret(), Payloads.of(write.name(), write.value()));
    } catch (ApiException e) {
      HalfturnException failure = calls.failure(e);
      if (SecretManagerCalls.isRefusal(e) || failure.code() == ErrorCode.UNAUTHENTICATED) {
        throw failure;
      }
      return Optional.empty();
    }
    confirm(write, added);
    return Optional.of(added);
  }

  /**
   * Does what is left to be done once a version may be there. That it fails must not look as if
   * nothing was written.
   *
   * @throws HalfturnException {@code DURABILITY_UNKNOWN} if it fails, by whatever
   */
  <T> T afterwards(Write write, Supplier<T> rest) {
    try {
      return rest.get();
    } catch (HalfturnException e) {
      throw uncertain(write, e.hint());
    } catch (RuntimeException e) {
      throw uncertain(write, Optional.empty());
    }
  }

  /** Disables a version that should not have been added, unless somebody has changed it since. */
  void withdraw(SecretVersion added) {
    try {
      calls.disable(added);
    } catch (ApiException e) {
      if (!SecretManagerCalls.isOvertaken(e)) {
        throw calls.failure(e);
      }
    }
  }

  private void confirm(Write write, SecretVersion added) {
    Optional<Payload> read = afterwards(write, () -> readBack(write, added));
    if (read.isEmpty() || Payloads.value(read.get().payload()).equals(write.value())) {
      return;
    }
    afterwards(
        write,
        () -> {
          withdraw(added);
          return added;
        });
    throw new HalfturnException(
        Problem.of(
                ErrorCode.CORRUPT,
                "version "
                    + Versions.number(added)
                    + " of '"
                    + write.name()
                    + "' was not what "
                    + calls.owner()
                    + " has written, and is disabled")
            .withHint("write it again; what changes requests on their way, a proxy perhaps?"));
  }

  /** Empty if it was there, whole, and somebody has disabled it since. */
  private Optional<Payload> readBack(Write write, SecretVersion added) {
    try {
      Optional<Payload> read = reads.whole(write.secret(), Long.toString(Versions.number(added)));
      if (read.isEmpty()) {
        throw uncertain(write, Optional.empty());
      }
      return read;
    } catch (NotEnabledException e) {
      if (added.getClientSpecifiedPayloadChecksum()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Looks for a version that was added although no answer came. */
  private SecretVersion lost(Write write) {
    Duration next = FIRST_LOOK;
    for (int look = 1; look <= LOOKS; look++) {
      Optional<SecretVersion> found = lookFor(write);
      if (found.isPresent()) {
        return found.get();
      }
      if (look < LOOKS) {
        calls.pause(next);
        next = next.multipliedBy(2);
      }
    }
    throw uncertain(write, Optional.empty());
  }

  private Optional<SecretVersion> lookFor(Write write) {
    return calls.versions(write.secret()).stream()
        .filter(one -> Versions.number(one) > write.before() && Versions.isEnabled(one))
        .limit(VERSIONS_LOOKED_AT)
        .filter(one -> holds(write, Long.toString(Versions.number(one))))
        .reduce((newer, older) -> older);
  }

  private boolean holds(Write write, String id) {
    try {
      return reads
          .whole(write.secret(), id)
          .filter(read -> Payloads.value(read.payload()).equals(write.value()))
          .isPresent();
    } catch (NotEnabledException e) {
      return false;
    }
  }

  private HalfturnException uncertain(Write write, Optional<String> hint) {
    return new HalfturnException(
        Problem.of(
                ErrorCode.UNAVAILABLE,
                "DURABILITY_UNKNOWN",
                calls.owner()
                    + " was given '"
                    + write.name()
                    + "', but it is not certain that Secret Manager keeps it")
            .withHint(hint.orElse("look whether it is there before you write it again")));
  }
}
