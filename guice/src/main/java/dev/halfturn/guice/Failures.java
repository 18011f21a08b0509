// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.guice;

import com.google.inject.ProvisionException;
import dev.halfturn.plugin.ConfigException;
import dev.halfturn.plugin.ConfigProblem;
import dev.halfturn.spi.HalfturnException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Failures as Guice shows them: what is wrong and what to do, without a cause. Guice would print
 * the cause's stack trace into its message, and repeat the text in front of it.
 */
final class Failures {

  private Failures() {}

  /** Everything that is wrong with what an injector was given, in one message. */
  static ProvisionException invalid(List<String> contributed, List<ConfigProblem> configured) {
    List<String> all =
        Stream.concat(contributed.stream(), configured.stream().map(ConfigProblem::text)).toList();
    String count = all.size() == 1 ? "one problem" : all.size() + " problems";
    return new ProvisionException(
        "halfturn cannot be opened, " + count + ":\n     " + String.join("\n     ", all));
  }

  /** A failure of Halfturn. */
  static ProvisionException of(HalfturnException failure) {
    if (failure instanceof ConfigException config) {
      return invalid(List.of(), config.problems());
    }
    return new ProvisionException(
        "halfturn: "
            + failure.problem().message()
            + " ("
            + failure.code()
            + ")"
            + failure.hint().map(hint -> "\n     hint: " + hint).orElse(""));
  }
}
