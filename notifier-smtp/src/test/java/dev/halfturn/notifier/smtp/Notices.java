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

  private Notices() {}

  static Notice days(int left) {
    String days = left == 1 ? "1 day" : left + " days";
    return notice(
        Integer.toString(180 - left),
        left > 7 ? Severity.WARNING : Severity.CRITICAL,
        Locale.ENGLISH,
        "erp: rotate the LWA client secret within " + days,
        List.of(
            NoticePart.fact("Application", "erp (client …3f9a)"),
            NoticePart.fact("Expires", "Sun 30 Aug 2026 12:00 UTC (" + days + " left; confirmed)"),
            NoticePart.fact(
                "Who", "only the primary account user can do this: primary-user@example.com"),
            NoticePart.step(
                "Do",
                "Sign in to Amazon's Solution Provider Portal (Seller Central: Apps and Services >"
                    + " Develop Apps), find the application, column \"LWA credentials\", View."),
            NoticePart.step("", "Click \"Rotate secret\" and copy the new secret."),
            NoticePart.step("", "Run this, and paste the new secret where it asks for it:"),
            NoticePart.command("halfturn rotate erp"),
            NoticePart.link("How-to", HOW_TO),
            NoticePart.text(
                "Sellers do not have to re-authorise. The old secret goes on working for 7 days"
                    + " after the click, so nothing is interrupted."),
            NoticePart.fact(
                "Reminder", "day " + (180 - left) + " of 180, next on Fri 14 Aug 2026")));
  }

  static Notice expired() {
    return notice(
        "expired-2",
        Severity.CRITICAL,
        Locale.ENGLISH,
        "erp: the LWA client secret HAS EXPIRED",
        List.of(
            NoticePart.fact("Application", "erp (client …3f9a)"),
            NoticePart.fact("Expires", "Sun 30 Aug 2026 12:00 UTC (EXPIRED 2 days ago; confirmed)"),
            NoticePart.fact(
                "Effect",
                "Amazon answers every call with 403, although tokens may still be issued."
                    + " Re-authorising sellers does not help; rotating does, at once."),
            NoticePart.fact(
                "Who", "only the primary account user can do this: primary-user@example.com"),
            NoticePart.step(
                "Do",
                "Sign in to Amazon's Solution Provider Portal (Seller Central: Apps and Services >"
                    + " Develop Apps), find the application, column \"LWA credentials\", View."),
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
        "erp: LWA Client Secret innerhalb von " + left + " Tagen erneuern",
        List.of(
            NoticePart.fact("Anwendung", "erp (Client …3f9a)"),
            NoticePart.fact(
                "Läuft ab", "So. 30. Aug. 2026 12:00 UTC (noch " + left + " Tage; bestätigt)"),
            NoticePart.fact(
                "Wer", "nur der Hauptbenutzer des Kontos kann das: primary-user@example.com"),
            NoticePart.step(
                "Zu tun",
                "Im Solution Provider Portal von Amazon anmelden (Seller Central: Apps und"
                    + " Services > Apps entwickeln), die Anwendung suchen, Spalte \"LWA"
                    + " credentials\", View."),
            NoticePart.step("", "Auf \"Rotate secret\" klicken und das neue Secret kopieren."),
            NoticePart.step(
                "", "Dies ausführen und das neue Secret einfügen, wo danach gefragt wird:"),
            NoticePart.command("halfturn rotate erp"),
            NoticePart.link("Anleitung", HOW_TO),
            NoticePart.text(
                "Verkäufer müssen nicht neu autorisieren. Das alte Secret gilt nach dem Klick noch"
                    + " 7 Tage, nichts wird unterbrochen.")));
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
