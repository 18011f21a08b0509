// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.env.PropertyResolver;

/**
 * Replaces Spring's placeholders and leaves Halfturn's references alone: <code>${env:NAME}</code>,
 * <code>${file:path}</code>, <code>${secret:entry}</code> and <code>$${</code>. To Spring the first
 * would be a property {@code env} with {@code NAME} as its default, and the name of a variable
 * would become a password.
 */
final class Placeholders {

  private static final Pattern OURS =
      Pattern.compile("\\$\\$\\{|\\$\\{((?:env|file|secret):[^}]*)}");

  // Of the private use area: Spring sees no placeholder in them.
  private static final char ESCAPED = '\uE000';
  private static final char OPEN = '\uE001';
  private static final char CLOSE = '\uE002';

  private Placeholders() {}

  /**
   * The text with Spring's placeholders replaced.
   *
   * @throws IllegalArgumentException if one cannot be; its message may quote the text
   */
  static String resolve(String text, PropertyResolver resolver) {
    if (!text.contains("${")) {
      return text;
    }
    String hidden =
        OURS.matcher(text)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        found.group(1) == null
                            ? String.valueOf(ESCAPED)
                            : OPEN + found.group(1) + CLOSE));
    return resolver
        .resolveRequiredPlaceholders(hidden)
        .replace(String.valueOf(ESCAPED), "$${")
        .replace(String.valueOf(OPEN), "${")
        .replace(String.valueOf(CLOSE), "}");
  }
}
