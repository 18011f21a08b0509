// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.halfturn.notifier.smtp.TestMailServer.Mail;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.NoticePart;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.Severity;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is in a name or a text, a mail has its headers and recipients and no others. */
class HostileTextsTest {

  private static final Instant NOW = Instant.parse("2026-07-31T12:00:00Z");
  private static final MailTexts TEXTS = MailTexts.of(Optional.empty());
  private static final Set<String> HEADERS =
      Set.of(
          "Date",
          "From",
          "To",
          "Cc",
          "Reply-To",
          "Message-ID",
          "Subject",
          "MIME-Version",
          "Content-Type",
          "Auto-Submitted",
          "X-Halfturn-App",
          "X-Halfturn-Occasion");

  @TempDir private Path directory;

  @Provide
  Arbitrary<String> hostile() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "\r\n",
            "\n",
            "\r",
            "\0",
            "\u202e",
            "\u2028",
            "\u0085",
            "\ud800",
            "Bcc: a@example.com",
            "a@example.com",
            "<",
            ">",
            ",",
            ";",
            ":",
            "\"",
            "\\",
            "@",
            " ",
            "ops",
            "${user.home}",
            "<script>",
            "=?UTF-8?Q?=0D=0A?=",
            "é",
            "日本",
            "\uD83D\uDD11",
            "{{app}}",
            "x".repeat(100));
    return pieces.list().ofMinSize(1).ofMaxSize(12).map(list -> String.join("", list));
  }

  @Property(tries = 1000)
  void anAddressIsRefusedOrHarmless(@ForAll("hostile") String name) throws Exception {
    for (String text : List.of(name, name + " <ops@example.com>", "Ops <" + name + ">")) {
      MailAddress address;
      try {
        address = MailAddress.parse(text);
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageStartingWith("must be");
        continue;
      }
      MimeMessage mail = written(envelope(address), notice("150", "Something."));

      assertThat(headers(mail)).isEqualTo(HEADERS);
      assertThat(mail.getAllRecipients()).hasSize(2);
      assertThat(mail.getFrom()).hasSize(1);
    }
  }

  @Property(tries = 300)
  void aTextIsRefusedOrStaysInTheBody(@ForAll("hostile") String text) throws Exception {
    Notice notice;
    try {
      notice = notice("150", text);
    } catch (HalfturnException refused) {
      return;
    }
    MimeMessage mail = written(envelope(MailAddress.parse("ops@example.com")), notice);

    assertThat(headers(mail)).isEqualTo(HEADERS);
    assertThat(mail.getAllRecipients()).hasSize(2);
    assertThat(TEXTS.html(notice, NOW)).doesNotContain("<script", "\0", "\u202e");
  }

  @Property(tries = 1000)
  void aHeaderTextIsOneLineOrRefused(@ForAll("hostile") String text) {
    if (HeaderText.isSafe(text)) {
      assertThat(text.lines()).hasSize(1);
      assertThat(text).doesNotContain("\r", "\n", "\0", "\u202e", "\u2028", "\ud800\ud800");
      assertThat(text.length()).isLessThanOrEqualTo(HeaderText.MAX_LENGTH);
    } else {
      assertThat(catchThrowable(() -> HeaderText.checked(text)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nBcc: victim@example.com",
        "a\nb",
        "a\0b",
        "a\u202eb",
        "a\u0085b",
        "a\u2028b",
      })
  void aNameWithControlsIsNoName(String name) {
    assertThat(HeaderText.isSafe(name)).isFalse();
    assertThat(catchThrowable(() -> MailAddress.parse(name + " <ops@example.com>"))).isNotNull();
  }

  @Test
  void aNameOf500CharactersIsNoName() {
    assertThat(catchThrowable(() -> MailAddress.parse("x".repeat(500) + " <ops@example.com>")))
        .hasMessageContaining("one line of at most 200 characters");
  }

  @Test
  void aNoticeOfOddTextsArrivesAtWhomItIsMeantFor() throws Exception {
    String odd = "${env:HOME} <script>alert(1)</script> \nBcc: victim@example.com\n.\nQUIT";
    try (TestMailServer server = TestMailServer.plain();
        Notifier notifier = SmtpFixture.plain(directory, server.port()).open()) {
      notifier.send(notice("150", odd));

      Mail mail = server.only();
      assertThat(mail.to()).containsExactly("ops@example.com");
      assertThat(mail.part("text/plain").replace("\r\n", "\n")).startsWith(odd);
      assertThat(mail.part("text/html"))
          .contains("${env:HOME} &lt;script&gt;alert(1)&lt;/script&gt;")
          .doesNotContain("<script");
      assertThat(mail.header("Bcc")).isNull();
    }
  }

  private static Envelope envelope(MailAddress hostile) {
    MailAddress plain = MailAddress.parse("halfturn@example.com");
    return new Envelope(
        hostile, List.of(hostile), List.of(plain), Optional.of(hostile), "example.com");
  }

  private static Notice notice(String occasion, String text) {
    return new Notice(
        "n-1",
        occasion,
        Severity.WARNING,
        "erp",
        Optional.empty(),
        Optional.of(Notices.END),
        Locale.ENGLISH,
        "erp: rotate",
        List.of(NoticePart.text(text)));
  }

  private static MimeMessage written(Envelope envelope, Notice notice) throws Exception {
    Session session = Session.getInstance(new Properties());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new NoticeMail(envelope, TEXTS, notice, NOW).message(session).writeTo(bytes);
    return new MimeMessage(session, new ByteArrayInputStream(bytes.toByteArray()));
  }

  private static Set<String> headers(MimeMessage mail) throws Exception {
    return Collections.list(mail.getAllHeaderLines()).stream()
        .map(line -> line.substring(0, line.indexOf(':')))
        .collect(Collectors.toSet());
  }
}
