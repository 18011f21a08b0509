// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.Objects;
import java.util.Optional;

/**
 * The one exception of Halfturn and its plug-ins. Act on {@link #code()}, or on {@link #reason()}
 * where the code is too coarse.
 *
 * <p>A cause may be attached only if its text cannot hold a secret: parsers' and HTTP clients'
 * exceptions often quote their input.
 */
public class HalfturnException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public HalfturnException(Problem problem) {
    super(problem.message());
    this.problem = problem;
  }

  public HalfturnException(Problem problem, Throwable cause) {
    super(problem.message(), Objects.requireNonNull(cause));
    this.problem = problem;
  }

  /** Code, reason, message and hint together. */
  public Problem problem() {
    return problem;
  }

  /** The kind of failure. */
  public ErrorCode code() {
    return problem.code();
  }

  /** A stable upper-case name, at least as fine as the code. */
  public String reason() {
    return problem.reason();
  }

  /** What to do next. */
  public Optional<String> hint() {
    return problem.hint();
  }
}
