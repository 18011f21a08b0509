// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.doctor;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.plugin.ConfigException;
import dev.halfturn.plugin.Configuration;
import dev.halfturn.plugin.Origin;
import dev.halfturn.spi.HalfturnException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The configuration: where it comes from and whether it is valid. */
final class ConfigTopic {

  private static final String LABEL = Topic.CONFIG.text();

  private ConfigTopic() {}

  static Finding examine(Invocation invocation) {
    try {
      Configuration configuration = invocation.quietConfiguration();
      List<Finding> parts = new ArrayList<>();
      configuration.warnings().forEach(line -> parts.add(Finding.warning("setting", line)));
      invocation.plugins().problems().forEach(line -> parts.add(Finding.warning("plugin", line)));
      return Finding.of(LABEL, sources(invocation), parts);
    } catch (ConfigException e) {
      return Finding.of(
          LABEL,
          "not valid",
          e.problems().stream()
              .map(problem -> Finding.failure("setting", problem.text()))
              .toList());
    } catch (HalfturnException e) {
      return Finding.failure(LABEL, e.getMessage()).advising(e.hint());
    }
  }

  /** Files by name, and how many variables and flags come on top. */
  private static String sources(Invocation invocation) {
    List<String> sources =
        new ArrayList<>(invocation.configFiles().stream().map(Path::toString).toList());
    addCount(invocation, Origin.Kind.ENVIRONMENT, "variable", sources);
    addCount(invocation, Origin.Kind.SYSTEM_PROPERTY, "property", sources);
    addCount(invocation, Origin.Kind.COMMAND_LINE, "flag", sources);
    return String.join(" + ", sources);
  }

  private static void addCount(
      Invocation invocation, Origin.Kind kind, String word, List<String> sources) {
    List<String> names =
        invocation.settings().keys().stream()
            .flatMap(key -> invocation.settings().origin(key).stream())
            .filter(origin -> origin.kind() == kind)
            .map(Origin::text)
            .sorted()
            .toList();
    if (names.size() == 1) {
      sources.add("1 " + word + " (" + names.get(0) + ")");
    } else if (!names.isEmpty()) {
      sources.add(names.size() + " " + plural(word));
    }
  }

  private static String plural(String word) {
    return word.endsWith("y") ? word.substring(0, word.length() - 1) + "ies" : word + "s";
  }
}
