// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.notifier.smtp.TestMailServer.Mail;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in a mail besides its text. */
class MessageTest {

  private static final Pattern LONGEST_LINE = Pattern.compile("(?m)^.{0,998}\\r$");

  @TempDir private Path directory;

  private final TestMailServer server = TestMailServer.plain();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void repetitionsOfANoticeHaveTheSameId() throws Exception {
    SmtpFixture fixture = fixture();
    try (Notifier notifier = fixture.open()) {
      notifier.send(Notices.days(30));
      fixture.clock.advance(Duration.ofHours(1));
      notifier.send(Notices.days(30));
    }
    try (Notifier restarted = fixture.open()) {
      restarted.send(Notices.days(30));
    }

    for (Mail mail : server.mails()) {
      assertThat(mail.header("Message-ID")).isEqualTo("<5f1c0c7e@example.com>");
    }
    assertThat(server.mails()).hasSize(3);
    assertThat(server.mails().get(1).header("Date"))
        .isEqualTo("Fri, 31 Jul 2026 13:00:00 +0000 (UTC)");
  }

  @Test
  void idAndEventCanBelongToAnotherDomain() throws Exception {
    send(fixture().set("message-id-domain", "host-7.example.net"), Notices.days(30));

    assertThat(server.only().header("Message-ID")).isEqualTo("<5f1c0c7e@host-7.example.net>");
    assertThat(server.only().part("text/calendar")).contains("@host-7.example.net");
  }

  @Test
  void itSaysFromWhomToWhomAndThatNoRobotNeedsToAnswer() throws Exception {
    send(
        fixture()
            .set("from", "Halbe Drehung – Ü <halfturn@example.com>")
            .set("to", "ops@example.com,\"Ops\" <ops2@example.com>")
            .set("cc", "boss@example.com")
            .set("reply-to", "Team <team@example.com>"),
        Notices.days(30));

    Mail mail = server.only();
    assertThat(mail.message().getFrom()[0]).asString().contains("<halfturn@example.com>");
    assertThat(mail.header("From"))
        .isEqualTo("=?UTF-8?Q?Halbe_Drehung_=E2=80=93_=C3=9C?= <halfturn@example.com>");
    assertThat(mail.header("To")).isEqualTo("ops@example.com, Ops <ops2@example.com>");
    assertThat(mail.header("Cc")).isEqualTo("boss@example.com");
    assertThat(mail.header("Reply-To")).isEqualTo("Team <team@example.com>");
    assertThat(mail.header("Subject"))
        .isEqualTo("erp: rotate the LWA client secret within 30 days");
    assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
    assertThat(mail.header("X-Halfturn-App")).isEqualTo("erp");
    assertThat(mail.header("X-Halfturn-Occasion")).isEqualTo("150");
  }

  @Test
  void onlyWhatIsCriticalIsMarkedAsImportant() throws Exception {
    send(fixture(), Notices.days(30));
    send(fixture(), Notices.days(1));

    assertThat(server.mails().get(0).header("X-Priority")).isNull();
    assertThat(server.mails().get(0).header("Importance")).isNull();
    assertThat(server.mails().get(1).header("X-Priority")).isEqualTo("1");
    assertThat(server.mails().get(1).header("Importance")).isEqualTo("high");
  }

  @Test
  void textAndHtmlSayTheSameAndAReminderHasAnEvent() throws Exception {
    Notice notice = Notices.german(30);
    send(fixture(), notice);

    Mail mail = server.only();
    assertThat(mail.message().getContentType()).startsWith("multipart/mixed");
    assertThat(mail.part("text/plain").replace("\r\n", "\n"))
        .startsWith(notice.body())
        .contains("\n-- \n", "Sie erhalten diese Mail");
    assertThat(mail.part("text/html")).contains("Läuft ab", "halfturn rotate erp", "lang=\"de\"");
    assertThat(mail.part("text/calendar")).contains("BEGIN:VCALENDAR");
    assertThat(mail.raw())
        .contains(
            "text/calendar; charset=UTF-8; method=PUBLISH",
            "filename=halfturn-erp.ics",
            "Content-Language: de");
  }

  @Test
  void aMailIsAsciiOfLinesThatEveryServerTakes() {
    send(fixture(), Notices.german(30));

    String raw = server.only().raw();
    assertThat(raw.getBytes(StandardCharsets.UTF_8)).hasSameSizeAs(raw.toCharArray());
    assertThat(raw.split("\n", -1))
        .allMatch(line -> line.isEmpty() || LONGEST_LINE.matcher(line).find());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rotated-0",
        "refused-0",
        "test-0",
        "expired-0",
        "unknown-0",
        "overlap-4",
        "sellers-20600",
        "note"
      })
  void otherNoticesHaveNoEvent(String occasion) throws Exception {
    send(fixture(), Notices.of(occasion, Optional.of(Notices.END)));

    assertThat(server.only().message().getContentType()).startsWith("multipart/alternative");
    assertThat(server.only().raw()).doesNotContain("calendar");
  }

  @ParameterizedTest
  @ValueSource(strings = {"150", "179-3", "handover-29000000"})
  void aReminderHasAnEventUnlessItsEndIsUnknownOrOver(String occasion) throws Exception {
    send(fixture(), Notices.of(occasion, Optional.of(Notices.END)));
    send(fixture(), Notices.of(occasion, Optional.empty()));
    SmtpFixture late = fixture();
    late.clock.set(Notices.END);
    send(late, Notices.of(occasion, Optional.of(Notices.END)));

    List<String> events =
        List.of(
            server.mails().get(0).part("text/calendar"),
            server.mails().get(1).part("text/calendar"),
            server.mails().get(2).part("text/calendar"));
    assertThat(events.get(0)).isNotEmpty();
    assertThat(events.get(1)).isEmpty();
    assertThat(events.get(2)).isEmpty();
  }

  private SmtpFixture fixture() {
    return SmtpFixture.plain(directory, server.port());
  }

  private static void send(SmtpFixture fixture, Notice notice) {
    try (Notifier notifier = fixture.open()) {
      notifier.send(notice);
    }
  }
}
