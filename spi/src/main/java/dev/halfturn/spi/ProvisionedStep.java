// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that {@link ProvisionedSchedulerFactory#provision} or {@link
 * ProvisionedIssuerFactory#provision} looked at. Nothing in it is secret.
 *
 * @param name what it is, such as {@code rule halfturn-parameter-events}; what would forge or flood
 *     a line is replaced as in a {@link Problem}
 * @param state what became of it; in a dry run how it is
 * @param calls what was asked of the other side for it, in order
 * @param advice what somebody has to do about it, if anything; likewise
 */
public record ProvisionedStep(String name, State state, List<Call> calls, Optional<String> advice) {

  /** What became of it. */
  public enum State {
    /** It is as it should be. */
    IN_ORDER,
    /** It is not there; after {@code APPLY}: and only a person can make it. */
    MISSING,
    /** It is there, but not as it should be; after {@code APPLY}: and only a person can mend it. */
    DIFFERENT,
    /** Nobody could look: see the advice. */
    UNKNOWN,
    /** It was missing, and was made. */
    MADE,
    /** It differed, and was mended. */
    CHANGED,
    /** It was taken away. */
    REMOVED,
    /** It was to be taken away, and is not there. */
    ABSENT,
    /** It was to be taken away, and is left: others use it, or it is not ours. */
    KEPT
  }

  /**
   * A call of the other side's interface.
   *
   * @param operation with its service, such as {@code events PutRule}
   * @param input what matters of it, as JSON on one line
   * @param made whether it was made, which in a dry run those that change something are not
   */
  public record Call(String operation, String input, boolean made) {
    public Call {
      operation = Problem.oneLine(operation);
      input = Problem.printable(input);
    }
  }

  public ProvisionedStep {
    name = Problem.oneLine(name);
    Objects.requireNonNull(state);
    calls = List.copyOf(calls);
    advice = advice.map(Problem::oneLine);
  }
}
