// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.input;

import dev.halfturn.cli.process.Surroundings;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import picocli.CommandLine.Option;

/** Asks before something is lost. */
public final class Confirmation {

  @Option(
      names = {"-y", "--yes"},
      description = "Do it without asking.")
  boolean yes;

  /**
   * Returns if the person agrees.
   *
   * @throws HalfturnException if there is neither {@code --yes} nor a terminal, or the answer is no
   */
  public void require(String question, Surroundings surroundings) {
    if (yes) {
      return;
    }
    if (!surroundings.terminal().canAsk()) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.INVALID_ARGUMENT,
                  "this needs a yes and nobody can be asked: " + question.strip())
              .withHint("add --yes"));
    }
    boolean agreed =
        surroundings
            .terminal()
            .ask(question.strip() + " [y/N] ")
            .filter(answer -> answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"))
            .isPresent();
    if (!agreed) {
      throw new HalfturnException(
          Problem.of(ErrorCode.FAILED_PRECONDITION, "NOT_CONFIRMED", "not confirmed")
              .withHint("nothing has changed"));
    }
  }
}
