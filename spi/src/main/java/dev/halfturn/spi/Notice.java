// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A message to people. It has no place for a secret, and none may be put into its texts.
 *
 * @param id the same for each attempt to send this notice, so that receivers can drop repetitions:
 *     1 to 64 of {@code [A-Za-z0-9-]}
 * @param severity how urgent
 * @param app the application it is about: one segment of a {@link SecretName}
 * @param expiresAt when the application's client secret ends, if known; UTC
 * @param subject one line of 1 to {@value #MAX_SUBJECT} printable ASCII characters
 * @param body plain text, lines separated by {@code \n}; no other control characters, no overrides
 *     of the text's direction, no halves of characters
 */
public record Notice(
    String id,
    Severity severity,
    String app,
    Optional<Instant> expiresAt,
    String subject,
    String body) {

  /** Longest subject, in characters. */
  public static final int MAX_SUBJECT = 78;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Pattern SUBJECT = Pattern.compile("[ -~]{1," + MAX_SUBJECT + "}");
  private static final Pattern APP = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");
  private static final Pattern FORBIDDEN =
      Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u202a-\\u202e\\u2066-\\u2069\\p{Cs}&&[^\\n]]");

  public Notice {
    Objects.requireNonNull(severity);
    Objects.requireNonNull(expiresAt);
    require(ID.matcher(id).matches(), "a notice id is 1 to 64 letters, digits and hyphens");
    require(
        app.length() <= SecretName.MAX_LENGTH && APP.matcher(app).matches(),
        "a notice is about an application with a legal name");
    require(SUBJECT.matcher(subject).matches(), "a subject is one short line of printable ASCII");
    require(!FORBIDDEN.matcher(body).find(), "a body holds no control characters but line feeds");
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new HalfturnException(Problem.of(ErrorCode.INVALID_ARGUMENT, message));
    }
  }
}
