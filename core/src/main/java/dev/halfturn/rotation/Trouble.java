// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.Problem;

/**
 * Why a {@link SecretRequest} is not further. Part of it; holds no secret.
 *
 * @param reason stable upper-case name, cut after {@value #MAX_REASON} characters
 * @param text one line without a secret, of printable ASCII, cut after {@value #MAX_TEXT}
 *     characters; empty if there was no room for it
 */
public record Trouble(String reason, String text) {

  /** A new secret waits in the queue, because the store does not take it. */
  static final String SECRET_NOT_STORED = "SECRET_NOT_STORED";

  /** A message in the queue that nobody can read may be the new secret. */
  static final String MESSAGE_UNREADABLE = "MESSAGE_UNREADABLE";

  static final int MAX_REASON = 32;
  static final int MAX_TEXT = 200;

  public Trouble {
    reason = cut(reason, MAX_REASON);
    text = cut(text, MAX_TEXT).replaceAll("[^ -~]", "?");
  }

  static Trouble of(Problem problem) {
    return new Trouble(
        problem.reason(), problem.message() + problem.hint().map(hint -> "; " + hint).orElse(""));
  }

  /** What keeps the store from taking a new secret that waits in the queue. */
  static Trouble notStored(Problem problem) {
    return new Trouble(
        SECRET_NOT_STORED,
        "a new secret waits in the queue, which the store does not take: " + of(problem).text());
  }

  /** For people. */
  String line() {
    return text.isEmpty() ? reason : text;
  }

  private static String cut(String text, int length) {
    return text.substring(0, Math.min(text.length(), length));
  }
}
