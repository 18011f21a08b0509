// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.NoticePart;
import dev.halfturn.spi.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates of users, good and broken. */
class TemplatesTest {

  private static final Instant NOW = Instant.parse("2026-07-31T12:00:00Z");

  @TempDir private Path directory;

  @Test
  void aTemplateOfTheUserTakesThePlaceOfTheBuiltInOne() throws IOException {
    write("text.mustache", "{{severity}} {{app}} {{countdown}} {{countdownWord}} {{expires}}\n");

    assertThat(texts().plain(Notices.days(30), NOW))
        .isEqualTo("Please act erp 30 days left Sun 30 Aug 2026 12:00 UTC\n");
    assertThat(texts().html(Notices.days(30), NOW))
        .isEqualTo(MailTexts.of(Optional.empty()).html(Notices.days(30), NOW));
  }

  @Test
  void aLanguageMayHaveATemplateOfItsOwn() throws IOException {
    write("text.mustache", "hello {{language}}");
    write("text_de.mustache", "guten Tag {{language}}");

    assertThat(texts().plain(Notices.days(30), NOW)).isEqualTo("hello en");
    assertThat(texts().plain(Notices.german(30), NOW)).isEqualTo("guten Tag de");
  }

  @Test
  void aLanguageWithoutOneGetsTheGeneralOne() throws IOException {
    write("text.mustache", "{{language}}");
    write("html_en.mustache", "<p>{{language}}</p>");

    assertThat(texts().plain(Notices.german(30), NOW)).isEqualTo("de");
    assertThat(texts().html(Notices.days(30), NOW)).isEqualTo("<p>en</p>");
    assertThat(texts().html(Notices.german(30), NOW)).contains("Läuft ab");
  }

  @Test
  void anUnknownLanguageIsWrittenInAnEnglishFrame() {
    Notice french = with(Locale.FRENCH, NoticePart.text("Bonjour"));

    assertThat(MailTexts.of(Optional.empty()).plain(french, NOW))
        .contains("Bonjour", "You get this because");
  }

  @ParameterizedTest
  @CsvSource({
    "{{text}}",
    "{{{text}}}",
    "{{&text}}",
    "{{=<% %>=}}<%& text%><%={{ }}=%>",
    "{{#parts}}{{{text}}}{{/parts}}"
  })
  void noTemplateForgetsToEscapeHtml(String template) throws IOException {
    write("html.mustache", "<p>{{#parts}}" + template + "{{/parts}}</p>");
    Notice hostile = with(Locale.ENGLISH, NoticePart.text("<script>alert('1' & \"2\")</script>"));

    assertThat(texts().html(hostile, NOW))
        .contains("&lt;script&gt;alert(&#39;1&#39; &amp; &quot;2&quot;)&lt;/script&gt;")
        .doesNotContain("<script");
  }

  @Test
  void textIsWhatItIs() throws IOException {
    write("text.mustache", "{{#parts}}{{text}}{{/parts}}");
    Notice odd = with(Locale.ENGLISH, NoticePart.text("<b> & {{app}} ${user} 'x'"));

    assertThat(texts().plain(odd, NOW)).isEqualTo("<b> & {{app}} ${user} 'x'");
  }

  @ParameterizedTest
  @CsvSource({
    "hello {{nobody}}, 'does not exist there: nobody'",
    "{{#nobody}}x{{/nobody}}, 'does not exist there: nobody'",
    "{{^nobody}}x{{/nobody}}, 'does not exist there: nobody'",
    "{{^parts}}{{#isCritical}}{{nobody}}{{/isCritical}}{{/parts}}, 'does not exist there: nobody'",
    "{{app.class}}, 'does not exist there: app.class'",
    "{{app.length}}, 'does not exist there: app.length'",
    "{{> other}}, 'does not exist there: > other'",
    "{{label}}, 'label'",
    "{{#parts}}{{label}}, 'parts'",
    "{{app, 'a tag is not closed'",
    "{{/parts}}, 'parts'"
  })
  void aBrokenTemplateIsRefusedWhenItIsOpened(String template, String why) throws IOException {
    write("text.mustache", template);

    assertThatThrownBy(this::texts)
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageStartingWith("template '" + directory.resolve("text.mustache") + "' is broken: ")
        .hasMessageContaining(why);
  }

  @Test
  void whatWouldNotBeUsedIsRefused() throws IOException {
    write("text_fr.mustache", "bonjour");

    assertThatThrownBy(this::texts).hasMessageContaining("would not be used: text_fr.mustache");
  }

  @Test
  void aDirectoryWithoutTemplatesIsRefused() throws IOException {
    write("readme.txt", "nothing here");

    assertThatThrownBy(this::texts).hasMessageContaining("there is no template in");
    assertThatThrownBy(() -> MailTexts.of(Optional.of(directory.resolve("missing"))))
        .hasMessageContaining("cannot be read");
  }

  @Test
  void aTemplateIsTextOfMeasure() throws IOException {
    write("text.mustache", "x".repeat((256 << 10) + 1));
    assertThatThrownBy(this::texts).hasMessageContaining("cannot be read");

    Files.write(directory.resolve("text.mustache"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(this::texts).hasMessageContaining("cannot be read");
  }

  @Test
  void aLinkThatIsNotHttpsIsOnlyText() {
    Notice odd = with(Locale.ENGLISH, NoticePart.link("How-to", "javascript:alert(1)"));

    assertThat(MailTexts.of(Optional.empty()).html(odd, NOW))
        .contains("javascript:alert(1)")
        .doesNotContain("href");
  }

  @Test
  void htmlBreaksProseItselfAndKeepsLists() throws IOException {
    write("html.mustache", "{{#parts}}[{{text}}]{{/parts}}");
    Notice notice =
        with(
            Locale.ENGLISH,
            NoticePart.step("Do", "one\nTwo"),
            NoticePart.text("it works for 7 days\nafter the click.\nThen it ends."),
            NoticePart.fact("Used by", "nightly\nhourly"));

    assertThat(texts().html(notice, NOW))
        .isEqualTo(
            "[one Two][it works for 7 days after the click.<br>\nThen it ends."
                + "][nightly<br>\nhourly]");
  }

  @Test
  void stepsAreNumberedAsInThePlainText() throws IOException {
    write(
        "text.mustache",
        "{{#parts}}{{#isStep}}{{number}}{{/isStep}}{{^isStep}}.{{/isStep}}{{/parts}}");
    Notice notice =
        with(
            Locale.ENGLISH,
            NoticePart.step("Do", "a"),
            NoticePart.command("b"),
            NoticePart.step("", "c"),
            NoticePart.step("Then", "d"),
            NoticePart.text("e"),
            NoticePart.step("", "f"));

    assertThat(texts().plain(notice, NOW)).isEqualTo("1.21.1");
  }

  private MailTexts texts() {
    return MailTexts.of(Optional.of(directory));
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
  }

  private static Notice with(Locale language, NoticePart... parts) {
    return new Notice(
        "n-1",
        "150",
        Severity.WARNING,
        "erp",
        Optional.empty(),
        Optional.of(Notices.END),
        language,
        "erp: rotate",
        List.of(parts));
  }
}
