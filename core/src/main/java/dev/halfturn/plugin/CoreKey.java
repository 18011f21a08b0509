// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import java.util.function.Function;

/**
 * A setting that is not a plug-in's, as data: checks, suggestions and the reference come from it.
 *
 * @param pattern the key; names in angle brackets stand for names of the user's choice
 * @param doc one line, as in the reference
 * @param shownDefault the default, as in the reference; empty if there is none
 * @param parser text to value; its {@link IllegalArgumentException} completes "key: ..." and quotes
 *     nothing
 */
record CoreKey<T>(String pattern, String doc, String shownDefault, Function<String, T> parser) {

  /** The key with names in place of the brackets, in order. */
  String key(String... names) {
    String key = pattern;
    for (String name : names) {
      int open = key.indexOf('<');
      key = key.substring(0, open) + name + key.substring(key.indexOf('>') + 1);
    }
    return key;
  }

  /** How many names the key needs. */
  int places() {
    return (int) pattern.chars().filter(c -> c == '<').count();
  }

  static <T> CoreKey<T> of(
      String pattern, String doc, String shownDefault, Function<String, T> parser) {
    return new CoreKey<>(pattern, doc, shownDefault, parser);
  }
}
