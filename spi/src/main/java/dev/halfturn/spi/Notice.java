// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A message to people. It has no place for a secret, and none may be put into its texts.
 *
 * @param id the same for each attempt to send this notice, so that receivers can drop repetitions:
 *     1 to 64 of {@code [A-Za-z0-9-]}
 * @param occasion what it is about, for machines: 1 to 40 of {@code [a-z0-9-]}, such as {@code 150}
 *     (a day of the secret's life), {@code expired-0}, {@code rotated-2}, {@code test-0}
 * @param severity how urgent
 * @param app the application it is about: one segment of a {@link SecretName}
 * @param recipient mail address of the one person it is meant for, if it is; a notifier that can
 *     write to an address sends it there as well as to those it knows, any other ignores it
 * @param expiresAt when the application's client secret ends, if known; UTC
 * @param language of the texts
 * @param subject one line of 1 to {@value #MAX_SUBJECT} printable ASCII characters
 * @param parts the text, in order; {@link #body()} is the same as plain text
 */
public record Notice(
    String id,
    String occasion,
    Severity severity,
    String app,
    Optional<String> recipient,
    Optional<Instant> expiresAt,
    Locale language,
    String subject,
    List<NoticePart> parts) {

  /** Longest subject, in characters. */
  public static final int MAX_SUBJECT = 78;

  /** Longest mail address, in characters; RFC 5321, 4.5.3.1.3. */
  public static final int MAX_ADDRESS = 254;

  // what a browser takes for one: https://html.spec.whatwg.org/#valid-e-mail-address
  private static final Pattern ADDRESS =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Pattern OCCASION = Pattern.compile("[a-z0-9-]{1,40}");
  private static final Pattern SUBJECT = Pattern.compile("[ -~]{1," + MAX_SUBJECT + "}");
  private static final Pattern APP = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");

  public Notice {
    Objects.requireNonNull(severity);
    require(recipient.map(Notice::isAddress).orElse(true), "a recipient is a mail address");
    Objects.requireNonNull(expiresAt);
    Objects.requireNonNull(language);
    require(ID.matcher(id).matches(), "a notice id is 1 to 64 letters, digits and hyphens");
    require(
        OCCASION.matcher(occasion).matches(),
        "an occasion is 1 to 40 lower-case letters, digits and hyphens");
    require(
        app.length() <= SecretName.MAX_LENGTH && APP.matcher(app).matches(),
        "a notice is about an application with a legal name");
    require(SUBJECT.matcher(subject).matches(), "a subject is one short line of printable ASCII");
    parts = List.copyOf(parts);
  }

  /** A notice of one text in English. */
  public Notice(
      String id,
      Severity severity,
      String app,
      Optional<String> recipient,
      Optional<Instant> expiresAt,
      String subject,
      String body) {
    this(
        id,
        "note",
        severity,
        app,
        recipient,
        expiresAt,
        Locale.ENGLISH,
        subject,
        List.of(NoticePart.text(body)));
  }

  /** The parts as plain text of lines separated by {@code \n}, labels in a column of their own. */
  public String body() {
    return PlainNotice.of(parts);
  }

  /** Whether it is one plain mail address, and nothing that could smuggle another header in. */
  public static boolean isAddress(String text) {
    return text.length() <= MAX_ADDRESS && ADDRESS.matcher(text).matches();
  }

  static void require(boolean condition, String message) {
    if (!condition) {
      throw new HalfturnException(Problem.of(ErrorCode.INVALID_ARGUMENT, message));
    }
  }
}
