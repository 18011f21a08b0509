// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.exec;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.plugin.Settings;
import dev.halfturn.spi.ConfigOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a child gets of our environment: everything but our own settings and the keys to our stores;
 * or next to nothing.
 */
final class ChildEnvironment {

  private static final String OURS = "HALFTURN_";

  /** Without these a program finds neither other programs nor its user, language and terminal. */
  private static final Set<String> ALWAYS = Set.of("PATH", "HOME", "LANG", "TERM");

  /** Windows starts nothing without it. */
  private static final String SYSTEM_ROOT = "SystemRoot";

  private static final Pattern REFERENCE = Pattern.compile("(?<!\\$)\\$\\{env:([^}]*)}");

  private ChildEnvironment() {}

  /**
   * The variables for the child, to be added to.
   *
   * @param pristine whether it gets next to nothing
   */
  static Map<String, String> of(Invocation invocation, boolean pristine) {
    Map<String, String> environment = new TreeMap<>(invocation.surroundings().environment());
    environment.keySet().removeIf(name -> name.startsWith(OURS));
    environment.keySet().removeAll(keyVariables(invocation));
    if (pristine) {
      environment
          .keySet()
          .removeIf(name -> !ALWAYS.contains(name) && !name.equalsIgnoreCase(SYSTEM_ROOT));
    }
    return environment;
  }

  /** The variables that sensitive settings refer to, such as a passphrase. */
  private static Set<String> keyVariables(Invocation invocation) {
    Set<String> sensitive =
        invocation.plugins().plugins().stream()
            .flatMap(plugin -> plugin.options().stream())
            .filter(ConfigOption::sensitive)
            .map(ConfigOption::key)
            .collect(Collectors.toCollection(TreeSet::new));
    sensitive.add("token"); // serve.token
    Settings settings = invocation.settings();
    Set<String> variables = new TreeSet<>();
    for (String key : settings.keys()) {
      if (sensitive.contains(key.substring(key.lastIndexOf('.') + 1))) {
        REFERENCE
            .matcher(settings.find(key).orElseThrow())
            .results()
            .forEach(reference -> variables.add(reference.group(1)));
      }
    }
    return variables;
  }
}
