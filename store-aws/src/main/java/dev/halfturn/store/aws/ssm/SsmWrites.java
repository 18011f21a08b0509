// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterMaxVersionLimitExceededException;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.TooManyUpdatesException;

/**
 * One value made one version, and that certain: each is read back. When the answer is lost nobody
 * knows whether the version was made; then it is looked for, never written again.
 */
final class SsmWrites {

  private static final Duration FIRST_LOOK = Duration.ofMillis(200);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_CREATIONS = Duration.ofSeconds(5);
  private static final int LOOKS_FOR_A_LOST_ONE = 3;
  private static final int VERSIONS_LOOKED_AT = 10;

  /**
   * What is to be written.
   *
   * @param name the entry
   * @param value of it
   * @param before the number of the current version, 0 if there is none
   * @param request as SSM is given it
   */
  record Write(SecretName name, SecretValue value, long before, PutParameterRequest request) {
    String parameter() {
      return request.name();
    }
  }

  private final SsmCalls calls;
  private final Deletions deletions;
  private final CurrentLabel label;

  SsmWrites(SsmCalls calls, Deletions deletions, CurrentLabel label) {
    this.calls = calls;
    this.deletions = deletions;
    this.label = label;
  }

  /** Writes, once, whatever there is; as {@link #create} otherwise. */
  VersionId overwrite(Write write) {
    return create(write).orElseThrow();
  }

  /**
   * Writes, once.
   *
   * @return the version made; empty if the request was not to overwrite and there was something
   * @throws HalfturnException {@code DURABILITY_UNKNOWN} if it is not certain that there is one
   */
  Optional<VersionId> create(Write write) {
    rest(write.parameter());
    OptionalLong made;
    try {
      made = OptionalLong.of(put(write));
    } catch (ParameterAlreadyExistsException e) {
      return Optional.empty();
    } catch (AbortedException e) {
      throw calls.failure(e);
    } catch (SdkException e) {
      if (e instanceof AwsServiceException refusal && refusal.statusCode() < 500) {
        throw calls.failure(e);
      }
      return lost(write);
    }
    deletions.forget(write.parameter());
    VersionId version = confirmed(write, made.getAsLong());
    label.move(write.name(), write.parameter(), version);
    return Optional.of(version);
  }

  private void rest(String parameter) {
    Duration rest = deletions.rest(parameter);
    if (!rest.isZero()) {
      calls.pause(rest);
    }
  }

  private long put(Write write) {
    try {
      return putRested(write);
    } catch (ParameterMaxVersionLimitExceededException e) {
      if (label.isTakenFromOldest(write.parameter())) {
        return calls.put(write.request());
      }
      throw e;
    }
  }

  /** A name that somebody else has deleted may be refused until it has rested. */
  private long putRested(Write write) {
    Duration waited = Duration.ZERO;
    while (true) {
      try {
        return calls.put(write.request());
      } catch (TooManyUpdatesException e) {
        if (write.before() > 0 || waited.compareTo(PATIENCE) >= 0) {
          throw e;
        }
        calls.pause(BETWEEN_CREATIONS);
        waited = waited.plus(BETWEEN_CREATIONS);
      }
    }
  }

  private VersionId confirmed(Write write, long number) {
    Duration waited = Duration.ZERO;
    Duration next = FIRST_LOOK;
    while (true) {
      Optional<VersionId> found = lookFor(write, number);
      if (found.isPresent()) {
        return found.get();
      }
      if (waited.compareTo(PATIENCE) >= 0) {
        throw uncertain(write, Optional.empty());
      }
      calls.pause(next);
      waited = waited.plus(next);
      next = next.multipliedBy(2).compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : next.multipliedBy(2);
    }
  }

  private Optional<VersionId> lookFor(Write write, long number) {
    try {
      return calls
          .get(write.parameter() + ":" + number, true)
          .filter(found -> SecretValue.ofUtf8(found.value()).equals(write.value()))
          .map(SsmWrites::id);
    } catch (HalfturnException e) {
      throw uncertain(write, e.hint());
    }
  }

  /**
   * Looks for a version that was made although no answer came. Others may have written on top of it
   * meanwhile.
   */
  private Optional<VersionId> lost(Write write) {
    Duration next = FIRST_LOOK;
    for (int look = 1; look <= LOOKS_FOR_A_LOST_ONE; look++) {
      Optional<Parameter> current = current(write);
      long newest = current.map(Parameter::version).orElse(0L);
      long oldest = Math.max(write.before(), newest - VERSIONS_LOOKED_AT) + 1;
      for (long number = oldest; number <= newest; number++) {
        Optional<VersionId> found = lookFor(write, number);
        if (found.isPresent()) {
          return found;
        }
      }
      if (newest > 0 && !write.request().overwrite()) {
        return Optional.empty(); // somebody else's
      }
      if (look < LOOKS_FOR_A_LOST_ONE) {
        calls.pause(next);
        next = next.multipliedBy(2);
      }
    }
    throw uncertain(write, Optional.empty());
  }

  private Optional<Parameter> current(Write write) {
    try {
      return calls.get(write.parameter(), false);
    } catch (HalfturnException e) {
      throw uncertain(write, e.hint());
    }
  }

  static VersionId id(Parameter parameter) {
    return VersionId.of(parameter.version(), parameter.lastModifiedDate());
  }

  private HalfturnException uncertain(Write write, Optional<String> hint) {
    return new HalfturnException(
        Problem.of(
                ErrorCode.UNAVAILABLE,
                "DURABILITY_UNKNOWN",
                calls.owner()
                    + " was given '"
                    + write.name()
                    + "', but it is not certain that SSM keeps it")
            .withHint(hint.orElse("look whether it is there before you write it again")));
  }
}
