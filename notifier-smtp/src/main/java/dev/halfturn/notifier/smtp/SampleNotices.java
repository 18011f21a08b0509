// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import dev.halfturn.spi.Notice;
import dev.halfturn.spi.NoticePart;
import dev.halfturn.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Notices of all kinds, on which templates are tried before they are needed. */
final class SampleNotices {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static final List<NoticePart> PARTS =
      List.of(
          NoticePart.fact("Application", "erp"),
          NoticePart.step("Do", "first"),
          NoticePart.step("", "second"),
          NoticePart.command("halfturn rotate erp"),
          NoticePart.link("How-to", "https://example.com/"),
          NoticePart.text("two\nlines"));

  private SampleNotices() {}

  static List<Notice> all() {
    List<Notice> all = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      all.add(notice(severity, "150", Optional.of(NOW.plus(Duration.ofDays(30))), PARTS));
      all.add(notice(severity, "expired-0", Optional.of(NOW), PARTS));
      all.add(notice(severity, "test-0", Optional.empty(), List.of()));
    }
    return all;
  }

  private static Notice notice(
      Severity severity, String occasion, Optional<Instant> end, List<NoticePart> parts) {
    return new Notice(
        "sample", occasion, severity, "erp", Optional.empty(), end, Locale.ENGLISH, "erp", parts);
  }
}
