// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import dev.halfturn.plugin.ConfigException;
import dev.halfturn.plugin.ConfigProblem;
import dev.halfturn.plugin.Origin;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says everything that is wrong with the settings, as properties of the application. */
final class ConfigFailureAnalyzer extends AbstractFailureAnalyzer<ConfigException> {

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_./-]+");

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, ConfigException cause) {
    int count = cause.problems().size();
    String first =
        "Halfturn was not opened: "
            + (count == 1 ? "1 property" : count + " properties")
            + " of the application "
            + (count == 1 ? "needs" : "need")
            + " to be put right:\n\n";
    String list =
        cause.problems().stream()
            .map(ConfigFailureAnalyzer::line)
            .collect(Collectors.joining("\n"));
    return new FailureAnalysis(
        first + list,
        "Change these properties. All that there are stand in docs/configuration.md of Halfturn,"
            + " without 'halfturn.' in front.",
        cause);
  }

  private static String line(ConfigProblem problem) {
    String key = problem.key();
    return "    "
        + (KEY.matcher(key).matches() ? Layer.PREFIX + key : key)
        + ": "
        + problem.reason()
        + problem
            .suggestion()
            .map(text -> " (did you mean '" + Layer.PREFIX + text + "'?)")
            .orElse("")
        + problem.origin().map(Origin::text).map(place -> "  [" + place + "]").orElse("");
  }
}
