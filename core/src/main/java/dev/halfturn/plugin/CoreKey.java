// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A setting that is not a plug-in's, as data: checks, suggestions and the reference come from it.
 *
 * @param pattern the key; names in angle brackets stand for names of the user's choice
 * @param doc one line, as in the reference
 * @param shownDefault the default, as in the reference; empty if there is none
 * @param sensitive whether nobody but its owner may see the value
 * @param parser text to value; its {@link IllegalArgumentException} completes "key: ..." and quotes
 *     nothing
 */
record CoreKey<T>(
    String pattern,
    String doc,
    String shownDefault,
    boolean sensitive,
    Function<String, T> parser) {

  private static final Pattern PLACE = Pattern.compile("<[a-z]+>");

  /** The key with names in place of the brackets, in order. */
  String key(String... names) {
    Iterator<String> next = List.of(names).iterator();
    return PLACE.matcher(pattern).replaceAll(place -> Matcher.quoteReplacement(next.next()));
  }

  /** How many names the key needs. */
  int places() {
    return (int) PLACE.matcher(pattern).results().count();
  }

  static <T> CoreKey<T> of(
      String pattern, String doc, String shownDefault, Function<String, T> parser) {
    return new CoreKey<>(pattern, doc, shownDefault, false, parser);
  }

  /** One whose value nobody but its owner may see. */
  static <T> CoreKey<T> secret(String pattern, String doc, Function<String, T> parser) {
    return new CoreKey<>(pattern, doc, "", true, parser);
  }

  /** The key that names a file in place of a sensitive value. */
  Optional<String> twin() {
    return sensitive ? Optional.of(pattern + "-file") : Optional.empty();
  }
}
