// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Text that somebody else wrote, on its way into a message. A server may echo what it was sent, so
 * words that could be a secret are left out: the credentials of Amazon are long or begin in a known
 * way, words of a sentence are neither.
 *
 * @see <a href="https://developer-docs.amazon.com/sp-api/docs/authorization-errors">texts Amazon
 *     sends</a>
 */
final class RemoteText {

  private static final int MAX_LENGTH = 200;
  private static final Pattern KNOWN =
      Pattern.compile("Atz[a-z.]|amzn1\\.oa2-cs", Pattern.CASE_INSENSITIVE);
  private static final Pattern SUSPICIOUS =
      Pattern.compile("\\S{33,}|\\S*(?:" + KNOWN + ")\\S*", Pattern.CASE_INSENSITIVE);
  private static final Pattern IDENTIFIER =
      Pattern.compile("[A-Za-z0-9_.:-]{1,32}|\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private RemoteText() {}

  /** A sentence, without what could be a secret; empty if nothing is left. */
  static Optional<String> sentence(Object text) {
    if (!(text instanceof String sentence)) {
      return Optional.empty();
    }
    String clean = SUSPICIOUS.matcher(sentence).replaceAll("[...]").strip();
    return Optional.of(clean.length() <= MAX_LENGTH ? clean : clean.substring(0, MAX_LENGTH))
        .filter(some -> !some.isEmpty());
  }

  /** A name or number such as a request's; empty if it is not short and plain. */
  static Optional<String> identifier(Object text) {
    return text instanceof String identifier
            && IDENTIFIER.matcher(identifier).matches()
            && !KNOWN.matcher(identifier).find()
        ? Optional.of(identifier)
        : Optional.empty();
  }
}
