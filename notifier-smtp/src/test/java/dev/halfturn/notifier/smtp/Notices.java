// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import dev.halfturn.spi.Notice;
import dev.halfturn.spi.NoticePart;
import dev.halfturn.spi.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Notices as core writes them. */
final class Notices {

  static final Instant END = Instant.parse("2026-08-30T12:00:00Z");

  private static final String HOW_TO =
      "https://developer-docs.amazon.com/sp-api/docs/rotating-your-apps-lwa-credentials";

  private static final String WHO =
      "only the primary account user can do this: primary-user@example.com";
  private static final String SIGN_IN =
      "Sign in to Amazon's Solution Provider Portal (Seller Central: Apps and Services >\n"
          + "Develop Apps), find the application, column \"LWA credentials\", View.";

  private Notices() {}

  static Notice days(int left) {
    String days = left == 1 ? "1 day" : left + " days";
    return notice(
        Integer.toString(180 - left),
        left > 7 ? Severity.WARNING : Severity.CRITICAL,
        Locale.ENGLISH,
        "erp: rotate the LWA client secret " + (left == 0 ? "TODAY" : "within " + days),
        List.of(
            NoticePart.fact("Application", "erp (client …3f9a)"),
            NoticePart.fact(
                "Expires", "Sun 30 Aug 2026 12:00 UTC (" + days + " left; confirmed by Amazon)"),
            NoticePart.fact("Who", WHO),
            NoticePart.step("Do", SIGN_IN),
            NoticePart.step("", "Click \"Rotate secret\" and copy the new secret."),
            NoticePart.step("", "Run this, and paste the new secret where it asks for it:"),
            NoticePart.command("halfturn rotate erp"),
            NoticePart.link("How-to", HOW_TO),
            NoticePart.fact("Reminder", "day " + (180 - left) + " of 180, next on Fri 14 Aug 2026"),
            NoticePart.text(
                "Sellers do not have to re-authorise. The old secret goes on working for 7 days\n"
                    + "after the click, so nothing is interrupted.")));
  }

  static Notice expired() {
    return notice(
        "expired-2",
        Severity.CRITICAL,
        Locale.ENGLISH,
        "erp: the LWA client secret HAS EXPIRED",
        List.of(
            NoticePart.fact("Application", "erp (client …3f9a)"),
            NoticePart.fact(
                "Expires", "Sun 30 Aug 2026 12:00 UTC (EXPIRED 2 days ago; confirmed by Amazon)"),
            NoticePart.fact(
                "Effect",
                "Amazon answers every call with 403, although tokens may still be issued.\n"
                    + "Re-authorising sellers does not help; rotating does, at once."),
            NoticePart.fact("Who", WHO),
            NoticePart.step("Do", SIGN_IN),
            NoticePart.step("", "Click \"Rotate secret\" and copy the new secret."),
            NoticePart.step("", "Run this, and paste the new secret where it asks for it:"),
            NoticePart.command("halfturn rotate erp"),
            NoticePart.link("How-to", HOW_TO)));
  }

  static Notice german(int left) {
    return notice(
        Integer.toString(180 - left),
        Severity.WARNING,
        Locale.GERMAN,
        "erp: LWA-Client-Secret rotieren, Frist " + left + " Tage",
        List.of(
            NoticePart.fact("Anwendung", "erp (Client …3f9a)"),
            NoticePart.fact(
                "Läuft ab",
                "So. 30. Aug. 2026 12:00 UTC (noch " + left + " Tage; von Amazon bestätigt)"),
            NoticePart.fact(
                "Wer",
                "das kann nur der Hauptkontobenutzer (primary account user):"
                    + " primary-user@example.com"),
            NoticePart.step(
                "Zu tun",
                "Im Solution Provider Portal von Amazon anmelden (Seller Central: Apps and"
                    + " Services >\nDevelop Apps), die Anwendung suchen, Spalte \"LWA"
                    + " credentials\", View."),
            NoticePart.step("", "Auf \"Rotate secret\" klicken und das neue Secret kopieren."),
            NoticePart.step(
                "", "Dies ausführen und das neue Secret dort einfügen, wo danach gefragt wird:"),
            NoticePart.command("halfturn rotate erp"),
            NoticePart.link("Anleitung", HOW_TO),
            NoticePart.fact("Erinnerung", "Tag 150 von 180, die nächste am Fr. 14. Aug. 2026"),
            NoticePart.text(
                "Seller müssen nichts neu autorisieren. Das alte Secret gilt nach dem Klick noch"
                    + " 7 Tage,\nes gibt also keine Unterbrechung.")));
  }

  static Notice of(String occasion, Optional<Instant> end) {
    return of(occasion, end, "Something happened.");
  }

  static Notice of(String occasion, String text) {
    return of(occasion, Optional.of(END), text);
  }

  private static Notice of(String occasion, Optional<Instant> end, String text) {
    return new Notice(
        "n-1",
        occasion,
        Severity.INFO,
        "erp",
        Optional.empty(),
        end,
        Locale.ENGLISH,
        "erp: news",
        List.of(NoticePart.text(text)));
  }

  static Notice to(String recipient) {
    Notice plain = of("handover-7", Optional.of(END));
    return new Notice(
        plain.id(),
        plain.occasion(),
        plain.severity(),
        plain.app(),
        Optional.of(recipient),
        plain.expiresAt(),
        plain.language(),
        plain.subject(),
        plain.parts());
  }

  private static Notice notice(
      String occasion, Severity severity, Locale language, String subject, List<NoticePart> parts) {
    return new Notice(
        "5f1c0c7e",
        occasion,
        severity,
        "erp",
        Optional.empty(),
        Optional.of(END),
        language,
        subject,
        parts);
  }
}
