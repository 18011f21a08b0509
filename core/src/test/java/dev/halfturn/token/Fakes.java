// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.Canaries;
import dev.halfturn.token.TokenException.Answer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Failures as the exchange and the store raise them. */
final class Fakes {

  private Fakes() {}

  /** The secret that a test calls by this short name: a canary. */
  static SecretValue secret(String name) {
    return SecretValue.ofUtf8(canary(name));
  }

  /** The short name of such a secret. */
  static String name(SecretValue secret) {
    return name(secret.revealUtf8());
  }

  static String canary(String name) {
    return name + Canaries.TEXT;
  }

  static String name(String canary) {
    return canary.substring(0, canary.length() - Canaries.TEXT.length());
  }

  /** An error of the token endpoint. */
  static TokenException refused(String error) {
    LwaError kind = LwaError.of(400, Optional.of(error));
    return new TokenException(
        Problem.of(kind.code, kind.reason, kind.message).withHint(kind.hint),
        kind.fault,
        new Answer(
            OptionalInt.of(400),
            Optional.of("r-1"),
            Optional.of(error),
            Optional.empty(),
            Optional.empty()));
  }

  /** No answer. */
  static TokenException unavailable() {
    return new TokenException(
        Problem.of(ErrorCode.UNAVAILABLE, "AMAZON_UNAVAILABLE", "no token: no connection"),
        Fault.AMAZON,
        Answer.NONE);
  }

  /** Status 429. */
  static TokenException throttled(Optional<Duration> retryAfter) {
    return new TokenException(
        Problem.of(ErrorCode.RATE_LIMITED, "AMAZON_THROTTLED", "throttled"),
        Fault.THROTTLED,
        new Answer(
            OptionalInt.of(429), Optional.empty(), Optional.empty(), Optional.empty(), retryAfter));
  }

  /** A store that does not answer. */
  static HalfturnException storeAway() {
    return new HalfturnException(Problem.of(ErrorCode.UNAVAILABLE, "the store is away"));
  }

  /** A store without the entry. */
  static HalfturnException noEntry() {
    return new HalfturnException(Problem.of(ErrorCode.NOT_FOUND, "no entry"));
  }
}
