// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.sns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.Notice;
import dev.halfturn.spi.NoticePart;
import dev.halfturn.spi.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SmsTextTest {

  private static Notice notice(String subject, Optional<String> end, NoticePart... parts) {
    return new Notice(
        "n",
        "150",
        Severity.WARNING,
        "erp",
        Optional.empty(),
        end.map(Instant::parse),
        Locale.ENGLISH,
        subject,
        List.of(parts));
  }

  private static final Optional<String> END = Optional.of("2026-03-08T09:14:59Z");

  @Test
  void saysWhatWhenAndWhatToType() {
    assertThat(
            SmsText.of(
                notice(
                    "erp: rotate it within 7 days",
                    END,
                    NoticePart.fact("Ends", "soon"),
                    NoticePart.command("halfturn rotate erp"),
                    NoticePart.command("halfturn status erp"))))
        .isEqualTo(
            "erp: rotate it within 7 days. Ends 2026-03-08 09:14 UTC. Type: halfturn rotate erp");
  }

  @Test
  void saysLessWhereLessIsKnown() {
    assertThat(SmsText.of(notice("erp: a test", Optional.empty()))).isEqualTo("erp: a test");
    assertThat(SmsText.of(notice("erp: a test", END)))
        .isEqualTo("erp: a test. Ends 2026-03-08 09:14 UTC.");
    assertThat(SmsText.of(notice("erp: a test", Optional.empty(), NoticePart.command("x"))))
        .isEqualTo("erp: a test Type: x");
  }

  @Test
  void isNeverLongerThanOneMessageAndWhatToTypeIsWorthMoreThanTheDate() {
    String longest = "x".repeat(Notice.MAX_SUBJECT);
    assertThat(SmsText.of(notice(longest, END, NoticePart.command("c".repeat(40)))))
        .isEqualTo(longest + " Type: " + "c".repeat(40))
        .hasSizeLessThanOrEqualTo(SmsText.ROOM);
    assertThat(SmsText.of(notice(longest, END, NoticePart.command("c".repeat(80)))))
        .isEqualTo(longest + ". Ends 2026-03-08 09:14 UTC.");
  }

  @Test
  void isPlainAscii() {
    assertThat(SmsText.of(notice("erp: a test", Optional.empty(), NoticePart.command("é1"))))
        .isEqualTo("erp: a test Type: ?1");
  }
}
