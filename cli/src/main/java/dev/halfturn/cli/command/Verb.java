// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.command;

import dev.halfturn.spi.Problem;
import java.util.Optional;
import java.util.concurrent.Callable;

/** One thing the command can do. Its fields are its arguments, filled in by the parser. */
public abstract class Verb implements Callable<Integer> {

  /** What the verb works with. */
  protected final Invocation invocation;

  protected Verb(Invocation invocation) {
    this.invocation = invocation;
  }

  /** Does it. Failures are exceptions. */
  protected abstract ExitCode run();

  /**
   * Reports a failure in the verb's own way, or not at all.
   *
   * @return the exit status; empty to have it reported as usual
   */
  public Optional<Integer> failed(Problem problem) {
    return Optional.empty();
  }

  @Override
  public Integer call() {
    return run().number();
  }
}
