// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoticePartTest {

  private static String body(NoticePart... parts) {
    return new Notice(
            "id",
            "150",
            Severity.INFO,
            "erp",
            Optional.empty(),
            Optional.empty(),
            Locale.ENGLISH,
            "s",
            List.of(parts))
        .body();
  }

  @Test
  void plainTextHasLabelsInAColumnAndNumberedSteps() {
    assertThat(
            body(
                NoticePart.fact("Expires", "in 30 days"),
                NoticePart.fact("Who", "you\nor somebody else"),
                NoticePart.step("Do", "Sign in,\nand look."),
                NoticePart.step("", "Run this:"),
                NoticePart.command("halfturn rotate erp"),
                NoticePart.step("", "Done."),
                NoticePart.link("How-to", "https://example.com/"),
                NoticePart.text("Nobody has to\nre-authorise."),
                NoticePart.step("Then", "Rest.")))
        .isEqualTo(
            """
            Expires      in 30 days
            Who          you
                         or somebody else
            Do           1. Sign in,
                            and look.
                         2. Run this:
                            halfturn rotate erp
                         3. Done.
            How-to       https://example.com/
            Nobody has to
            re-authorise.
            Then         1. Rest.""");
  }

  @Test
  void aLongLabelWidensTheColumn() {
    assertThat(body(NoticePart.fact("Wiederherstellung", "a"), NoticePart.fact("b", "c")))
        .isEqualTo("Wiederherstellung  a\nb" + " ".repeat(18) + "c");
  }

  @Test
  void nothingIsAnEmptyBody() {
    assertThat(body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\u0000", "\u202e", "0123456789012345678901234"})
  void refusesLabelsThatAreNotOneShortLine(String label) {
    assertRefused(() -> NoticePart.fact(label, "x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nb", "a\nb", "\u001b[0m"})
  void refusesCommandsAndLinksOfSeveralLines(String text) {
    assertRefused(() -> NoticePart.command(text));
    assertRefused(() -> NoticePart.link("How-to", text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "a b", "ä", "0123456789012345678901234567890123456789x"})
  void refusesOccasionsThatAreNoWords(String occasion) {
    assertRefused(
        () ->
            new Notice(
                "id",
                occasion,
                Severity.INFO,
                "erp",
                Optional.empty(),
                Optional.empty(),
                Locale.ENGLISH,
                "s",
                List.of()));
  }

  private static void assertRefused(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }
}
