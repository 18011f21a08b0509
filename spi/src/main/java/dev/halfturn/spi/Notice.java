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
 * @param recipient mail address of the one person it is meant for, if it is; a notifier that can
 *     write to an address sends it there as well as to those it knows, any other ignores it
 * @param expiresAt when the application's client secret ends, if known; UTC
 * @param subject one line of 1 to {@value #MAX_SUBJECT} printable ASCII characters
 * @param body plain text, lines separated by {@code \n}; no other control characters, no overrides
 *     of the text's direction, no halves of characters
 */
public record Notice(
    String id,
    Severity severity,
    String app,
    Optional<String> recipient,
    Optional<Instant> expiresAt,
    String subject,
    String body) {

  /** Longest subject, in characters. */
  public static final int MAX_SUBJECT = 78;

  /** Longest mail address, in characters; RFC 5321, 4.5.3.1.3. */
  public static final int MAX_ADDRESS = 254;

  // what a browser takes for one: https://html.spec.whatwg.org/#valid-e-mail-address
  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Pattern SUBJECT = Pattern.compile("[ -~]{1," + MAX_SUBJECT + "}");
  private static final Pattern APP = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");
  private static final Pattern FORBIDDEN =
      Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u202a-\\u202e\\u2066-\\u2069\\p{Cs}&&[^\\n]]");

  public Notice {
    Objects.requireNonNull(severity);
    require(recipient.map(Notice::isAddress).orElse(true), "a recipient is a mail address");
    Objects.requireNonNull(expiresAt);
    require(ID.matcher(id).matches(), "a notice id is 1 to 64 letters, digits and hyphens");
    require(
        app.length() <= SecretName.MAX_LENGTH && APP.matcher(app).matches(),
        "a notice is about an application with a legal name");
    require(SUBJECT.matcher(subject).matches(), "a subject is one short line of printable ASCII");
    require(!FORBIDDEN.matcher(body).find(), "a body holds no control characters but line feeds");
  }

  /** Whether it is one plain mail address, and nothing that could smuggle another header in. */
  public static boolean isAddress(String text) {
    return text.length() <= MAX_ADDRESS && ADDRESS.matcher(text).matches();
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new HalfturnException(Problem.of(ErrorCode.INVALID_ARGUMENT, message));
    }
  }
}
