// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Text that somebody else wrote, on its way into a message. A server may echo what it was sent, in
 * whatever encoding; so of a sentence only those words are kept that look like words, and of names
 * only short plain ones.
 */
final class RemoteText {

  private static final int MAX_LENGTH = 200;
  private static final String LEFT_OUT = "[...]";
  private static final Pattern SPACES = Pattern.compile("\\s+");

  // one word, or several joined, in one case but for their first letters; an abbreviation; a number
  private static final Pattern WORD =
      Pattern.compile(
          "[(\\['\"]*"
              + "(?:[A-Za-z]?[a-z]*(?:[-_/'.:][A-Za-z]?[a-z]+)*|[A-Z]{1,12}|\\d{1,6})"
              + "[.,:;!?)\\]'\"]*");
  private static final int LONGEST_WORD = 32;

  private static final Pattern NAME = Pattern.compile("[a-z_]{1,32}");
  private static final Pattern REQUEST_ID =
      Pattern.compile("[A-Za-z0-9_.:-]{1,32}|\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private RemoteText() {}

  /** A sentence without what could be a secret; empty if there is none. */
  static Optional<String> sentence(Object text) {
    if (!(text instanceof String sentence)) {
      return Optional.empty();
    }
    StringBuilder kept = new StringBuilder();
    for (String word : SPACES.split(sentence.strip(), -1)) {
      boolean plain = word.length() <= LONGEST_WORD && WORD.matcher(word).matches();
      kept.append(kept.isEmpty() ? "" : " ").append(plain ? word : LEFT_OUT);
      if (kept.length() > MAX_LENGTH) {
        break;
      }
    }
    return Optional.of(kept.toString()).filter(some -> !some.isEmpty());
  }

  /** The name of an error; empty if it is none. */
  static Optional<String> name(Object text) {
    return matching(NAME, text);
  }

  /** The name of a request; empty if it is none. */
  static Optional<String> requestId(Object text) {
    return matching(REQUEST_ID, text);
  }

  private static Optional<String> matching(Pattern form, Object text) {
    return text instanceof String name && form.matcher(name).matches()
        ? Optional.of(name)
        : Optional.empty();
  }
}
