// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a command line as a shell does: blanks, single and double quotes, {@code $NAME}. */
public final class Words {

  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+");
  private static final Pattern PART = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^'\"]+)");
  private static final Pattern VARIABLE = Pattern.compile("\\$([A-Z][A-Z0-9_]*)");

  private Words() {}

  public static List<String> split(String line, Map<String, String> variables) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      words.add(word(matcher.group(), variables));
    }
    return words;
  }

  /** Replaces variables; an unknown one is a mistake in the script. */
  static String expand(String text, Map<String, String> variables) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            match -> {
              String value = variables.get(match.group(1));
              if (value == null) {
                throw new IllegalArgumentException("no variable " + match.group(1));
              }
              return Matcher.quoteReplacement(value);
            });
  }

  private static String word(String quoted, Map<String, String> variables) {
    StringBuilder word = new StringBuilder();
    Matcher parts = PART.matcher(quoted);
    while (parts.find()) {
      if (parts.group(1) != null) {
        word.append(parts.group(1));
      } else {
        String part = parts.group(2) != null ? parts.group(2) : parts.group(3);
        word.append(expand(part, variables));
      }
    }
    return word.toString();
  }
}
