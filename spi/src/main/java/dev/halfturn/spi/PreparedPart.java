// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.Objects;
import java.util.Optional;

/**
 * Something that {@link PreparedNotifierFactory#prepare} looked for.
 *
 * @param name what it is, such as {@code topic arn:aws:sns:eu-central-1:111122223333:lwa}; what
 *     would forge or flood a line is replaced as in a {@link Problem}
 * @param state what became of it
 * @param advice what somebody has to do about it, if anything; likewise
 */
public record PreparedPart(String name, State state, Optional<String> advice) {

  /** What became of a part. */
  public enum State {
    /** It was missing, and was made. */
    CREATED,
    /** It was there. */
    EXISTING,
    /** It was made now or earlier, and waits for somebody to agree. */
    PENDING
  }

  public PreparedPart {
    name = Problem.oneLine(name);
    Objects.requireNonNull(state);
    advice = advice.map(Problem::oneLine);
  }
}
