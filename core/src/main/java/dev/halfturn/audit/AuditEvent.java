// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.audit;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One thing that is done. Who does it, and when, the log knows itself. Never holds a secret.
 *
 * @param action what
 * @param app the application it is done to, if it is one
 * @param fingerprint of the client secret it is about: six hexadecimal digits, as screens show them
 * @param detail what else there is to say, perhaps a person's own words: at most {@value
 *     #LONGEST_DETAIL} characters; longer ones are cut, and what cannot be printed becomes {@code
 *     ?}
 */
public record AuditEvent(
    AuditAction action, Optional<String> app, Optional<String> fingerprint, String detail) {

  /** Most characters of a detail. */
  public static final int LONGEST_DETAIL = 512;

  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{6}");
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Cn}\\p{Zl}\\p{Zp}]");

  public AuditEvent {
    Objects.requireNonNull(action);
    app = app.map(AuditEvent::printable);
    if (fingerprint.filter(hex -> !FINGERPRINT.matcher(hex).matches()).isPresent()) {
      throw new IllegalArgumentException("a fingerprint is six lower-case hexadecimal digits here");
    }
    detail = printable(detail);
  }

  /** With nothing but the action. */
  public static AuditEvent of(AuditAction action) {
    return new AuditEvent(action, Optional.empty(), Optional.empty(), "");
  }

  /** Of an application. */
  public static AuditEvent of(AuditAction action, String app) {
    return of(action).about(app);
  }

  /** The same of an application. */
  public AuditEvent about(String application) {
    return new AuditEvent(action, Optional.of(application), fingerprint, detail);
  }

  /** The same of one client secret: six hexadecimal digits. */
  public AuditEvent of(String shortFingerprint) {
    return new AuditEvent(action, app, Optional.of(shortFingerprint), detail);
  }

  /** The same with this detail. */
  public AuditEvent with(String text) {
    return new AuditEvent(action, app, fingerprint, text);
  }

  private static String printable(String text) {
    String clean = UNPRINTABLE.matcher(text).replaceAll("?");
    return clean.codePointCount(0, clean.length()) <= LONGEST_DETAIL
        ? clean
        : clean.substring(0, clean.offsetByCodePoints(0, LONGEST_DETAIL));
  }
}
