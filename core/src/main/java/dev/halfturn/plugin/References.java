// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Replaces the references described at {@link Settings}. */
final class References {

  private static final String OPEN = "${";
  private static final String ENV = "env:";
  private static final String FILE = "file:";
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

  private References() {}

  /**
   * @throws IllegalArgumentException with a reason that completes "key: ..."
   */
  static Settings.Entry resolve(
      Settings.Entry entry, Function<String, Optional<String>> environment) {
    String text = entry.value();
    StringBuilder resolved = new StringBuilder(text.length());
    boolean literal = entry.literal();
    int from = 0;
    for (int at = text.indexOf(OPEN); at >= 0; at = text.indexOf(OPEN, from)) {
      if (at > from && text.charAt(at - 1) == '$') {
        resolved.append(text, from, at - 1).append(OPEN);
        from = at + OPEN.length();
        continue;
      }
      int end = text.indexOf('}', at);
      if (end < 0) {
        throw new IllegalArgumentException(
            "has a reference without its closing '}'; write $${ for a literal ${");
      }
      String reference = text.substring(at + OPEN.length(), end);
      resolved.append(text, from, at).append(lookUp(reference, entry.origin(), environment));
      literal = false;
      from = end + 1;
    }
    resolved.append(text, from, text.length());
    return new Settings.Entry(resolved.toString(), entry.origin(), literal);
  }

  private static String lookUp(
      String reference, Origin origin, Function<String, Optional<String>> environment) {
    if (reference.startsWith(ENV)) {
      return variable(reference.substring(ENV.length()), environment);
    }
    if (reference.startsWith(FILE)) {
      return TextFile.read(TextFile.locate(reference.substring(FILE.length()), origin));
    }
    throw new IllegalArgumentException(
        "has a reference that is neither ${env:NAME} nor ${file:path}; write $${ for a literal ${");
  }

  private static String variable(String name, Function<String, Optional<String>> environment) {
    if (!VARIABLE.matcher(name).matches()) {
      throw new IllegalArgumentException("has a reference to an impossible environment variable");
    }
    return environment
        .apply(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "refers to environment variable " + name + ", which is not set"));
  }

  /** The file in which systemd hands over a credential. */
  static Path credential(String name, Function<String, Optional<String>> environment) {
    if (name.isEmpty() || name.contains("/") || name.startsWith(".")) {
      throw new IllegalArgumentException("does not name a credential of systemd");
    }
    return Path.of(variable("CREDENTIALS_DIRECTORY", environment)).resolve(name);
  }
}
