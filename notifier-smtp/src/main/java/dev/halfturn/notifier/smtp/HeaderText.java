// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import java.util.regex.Pattern;

/** What may stand in a header of a mail. The mail library folds some headers and injects others. */
final class HeaderText {

  /** Longest text of a header that is not an address, in characters. */
  static final int MAX_LENGTH = 200;

  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "[\\p{Cntrl}\\u0080-\\u009f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\p{Cs}]");

  private HeaderText() {}

  /** Whether it is one line without controls and marks of text direction, and not too long. */
  static boolean isSafe(String text) {
    return text.length() <= MAX_LENGTH && !FORBIDDEN.matcher(text).find();
  }

  /**
   * The text itself.
   *
   * @throws IllegalArgumentException if it is not {@linkplain #isSafe safe}; does not quote it
   */
  static String checked(String text) {
    if (!isSafe(text)) {
      throw new IllegalArgumentException(
          "must be one line of at most " + MAX_LENGTH + " characters without controls");
    }
    return text;
  }
}
