// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One failure, in words for a person and in codes for a program.
 *
 * <p>The message and the hint are single lines: lower case, without a full stop; the message names
 * the thing, the hint says what to do next. Neither may ever contain a secret. Control characters,
 * marks of text direction and halves of characters are replaced by {@code ?} and each line is cut
 * at {@value #MAX_LENGTH} characters, so text received from elsewhere can neither forge a log line
 * nor flood one.
 *
 * @param code the kind of failure
 * @param reason a finer, stable, upper-case name such as {@code WRONG_KEY}; the code's own name
 *     where nothing finer is known
 * @param message what happened
 * @param hint what to do next
 */
public record Problem(ErrorCode code, String reason, String message, Optional<String> hint) {

  /** Longest message or hint, in characters. */
  public static final int MAX_LENGTH = 512;

  private static final Pattern REASON = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
  private static final Pattern UNPRINTABLE =
      Pattern.compile(
          "[\\p{Cntrl}\\u0080-\\u009f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\p{Cs}]");

  public Problem {
    Objects.requireNonNull(code);
    if (!REASON.matcher(reason).matches()) {
      throw new IllegalArgumentException("a reason is upper case, digits and underscores");
    }
    message = oneLine(message);
    hint = hint.map(Problem::oneLine);
  }

  /** A problem whose reason is the name of its code. */
  public static Problem of(ErrorCode code, String message) {
    return new Problem(code, code.name(), message, Optional.empty());
  }

  /** A problem with a reason of its own. */
  public static Problem of(ErrorCode code, String reason, String message) {
    return new Problem(code, reason, message, Optional.empty());
  }

  /** The same problem with advice. */
  public Problem withHint(String text) {
    return new Problem(code, reason, message, Optional.of(text));
  }

  static String oneLine(String text) {
    String clean = printable(text);
    if (clean.length() <= MAX_LENGTH) {
      return clean;
    }
    boolean cutsCharacter = Character.isHighSurrogate(clean.charAt(MAX_LENGTH - 2));
    return clean.substring(0, cutsCharacter ? MAX_LENGTH - 2 : MAX_LENGTH - 1) + "…";
  }

  static String printable(String text) {
    return UNPRINTABLE.matcher(text).replaceAll("?");
  }
}
