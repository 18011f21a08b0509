// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.List;

/**
 * The configuration is not valid: {@link ErrorCode#INVALID_ARGUMENT}, reason {@value #REASON}.
 * Carries everything found wrong, not the first only.
 */
public final class ConfigException extends HalfturnException {
  private static final long serialVersionUID = 1L;

  /** The {@link #reason()} of each such exception. */
  public static final String REASON = "CONFIG_INVALID";

  private final transient List<ConfigProblem> problems;

  /**
   * @param problems at least one
   */
  public ConfigException(List<ConfigProblem> problems) {
    super(Problem.of(ErrorCode.INVALID_ARGUMENT, REASON, summary(problems)));
    this.problems = List.copyOf(problems);
  }

  /** Everything found wrong, in the order in which it should be shown. */
  public List<ConfigProblem> problems() {
    return problems;
  }

  private static String summary(List<ConfigProblem> problems) {
    String first = problems.get(0).text();
    return problems.size() == 1
        ? first
        : problems.size() + " problems in the configuration, the first: " + first;
  }
}
