// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.script;

import dev.halfturn.simulator.AmazonSimulator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces what differs from run to run. Fingerprints and the like are numbered as they appear, so
 * that a script still shows which are the same.
 */
final class Masks {

  private static final Pattern MILLISECONDS = Pattern.compile(" *\\b\\d+ ms");
  private static final Pattern TOOK = Pattern.compile("(?<=\"tookMillis\":)\\d+");
  private static final Pattern PORT = Pattern.compile("(?<=127\\.0\\.0\\.1:|on port )\\d+");
  private static final Pattern JAVA = Pattern.compile("(?<=Java |\"java\":\")\\d[^\\s\"]+");
  private static final Pattern FINGERPRINT =
      Pattern.compile(
          "(?<=fp:)[0-9a-f]{6}\\b|(?<=\"(?:fingerprint|from|to|candidate|a|b)\":\")[0-9a-f]{6}(?=\")");
  private static final Pattern WHO = Pattern.compile("(?<=\"(?:user|host)\":\")[^\"]*");
  private static final Pattern BY = Pattern.compile("\\S+@box\\b");
  private static final Pattern HOOK = Pattern.compile("(?<=  hooks   )(\\S+ \\S) \\d+\\.\\d s");
  private static final Pattern HOLDER = Pattern.compile("pid \\d+ on host \\S+");
  private static final Pattern REQUEST =
      Pattern.compile("(?<=request |request id )[0-9a-f-]{8,36}");
  private static final Pattern ROTATION = Pattern.compile("\\bR-[A-Z0-9]{4,}\\b");
  private static final Pattern ACCESS_TOKEN = Pattern.compile("Atza\\|[A-Za-z0-9_|.=+/-]+");
  private static final Pattern REFRESH_TOKEN =
      Pattern.compile("(?<=Atzr\\|)" + AmazonSimulator.MARK + "[A-Za-z0-9_|.=+/-]+");
  private static final Pattern LONG_HEX = Pattern.compile("\\b[0-9a-f]{16,}\\b");

  private final Map<String, String> numbered = new LinkedHashMap<>();
  private final String directory;

  Masks(String directory) {
    this.directory = directory;
  }

  String apply(String text) {
    String masked = text.replace(directory, "$WORK");
    masked = MILLISECONDS.matcher(masked).replaceAll(" N ms");
    masked = TOOK.matcher(masked).replaceAll("N");
    masked = PORT.matcher(masked).replaceAll("PORT");
    masked = JAVA.matcher(masked).replaceAll("VERSION");
    masked = WHO.matcher(masked).replaceAll("WHO");
    masked = BY.matcher(masked).replaceAll("USER@box");
    masked = HOOK.matcher(masked).replaceAll("$1 N s");
    masked = HOLDER.matcher(masked).replaceAll("pid PID on host HOST");
    masked = REQUEST.matcher(masked).replaceAll("ID");
    masked = ACCESS_TOKEN.matcher(masked).replaceAll("Atza|TOKEN");
    masked = REFRESH_TOKEN.matcher(masked).replaceAll("TOKEN");
    masked = number(FINGERPRINT, masked, "print");
    masked = number(ROTATION, masked, "R-");
    return number(LONG_HEX, masked, "hex");
  }

  private String number(Pattern pattern, String text, String kind) {
    return pattern
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    numbered.computeIfAbsent(
                        kind + match.group(),
                        key -> asLong(kind + (numbered.size() + 1), match.group()))));
  }

  /** So that columns stay where they are. */
  private static String asLong(String name, String masked) {
    return name + "-".repeat(Math.max(0, masked.length() - name.length()));
  }
}
