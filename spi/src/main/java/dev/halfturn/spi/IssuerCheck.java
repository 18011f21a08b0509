// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.Objects;
import java.util.Optional;

/**
 * Something that {@link SecretIssuer#preflight} looked at.
 *
 * @param name what it is, such as {@code retention of queue halfturn-new-secrets}
 * @param verdict how it is
 * @param problem what is wrong with it and what to do about it, unless it is in order
 */
public record IssuerCheck(String name, Verdict verdict, Optional<Problem> problem) {

  /** How it is. */
  public enum Verdict {
    IN_ORDER,
    /** A new secret would arrive; something else is less good than it could be. */
    ADVICE,
    /** A new secret might not arrive, might be seen by others, or could not be kept in time. */
    BLOCKED
  }

  public IssuerCheck {
    name = Problem.oneLine(name);
    Objects.requireNonNull(verdict);
    if (problem.isPresent() == (verdict == Verdict.IN_ORDER)) {
      throw new IllegalArgumentException("what is not in order has a problem");
    }
  }

  /** Of what is as it should be. */
  public static IssuerCheck inOrder(String name) {
    return new IssuerCheck(name, Verdict.IN_ORDER, Optional.empty());
  }
}
