// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeTest {

  private static Notice notice(String id, String app, String subject, String body) {
    return new Notice(id, Severity.INFO, app, Optional.empty(), Optional.empty(), subject, body);
  }

  @Test
  void takesWhatANoticeNeeds() {
    Notice notice =
        notice("a-1", "my-erp", "my-erp: 30 days left", "Line äß Ж \uD83D\uDD11.\nNext.");

    assertThat(notice.app()).isEqualTo("my-erp");
    assertThat(notice.body()).contains("\n");
    assertThat(notice("x".repeat(64), "a", "s".repeat(78), "").subject()).hasSize(78);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a_b", "a b", "a\n", "ä", "<a@b>"})
  void refusesIdsThatAreNoTokens(String id) {
    assertRefused(() -> notice(id, "erp", "s", "b"));
    assertRefused(() -> notice("x".repeat(65), "erp", "s", "b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Erp", "erp\r\nBcc: x", "erp/x", "\u202eerp", "<script>", "${x}", "e p"})
  void refusesAppsWithoutALegalName(String app) {
    assertRefused(() -> notice("a", app, "s", "b"));
    assertRefused(() -> notice("a", "x".repeat(121), "s", "b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\r\nBcc: x", "a\nb", "ä", "a\tb", "\u0000", "\u202e"})
  void refusesSubjectsThatAreNotOneLineOfAscii(String subject) {
    assertRefused(() -> notice("a", "erp", subject, "b"));
    assertRefused(() -> notice("a", "erp", "s".repeat(79), "b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r",
        "\r\n",
        "\t",
        "\u0000",
        "\u001b[0m",
        "\u007f",
        "\u0085",
        "\u202e",
        "\u2066",
        "\uD83D"
      })
  void refusesBodiesWithControls(String bad) {
    assertRefused(() -> notice("a", "erp", "s", bad));
    assertRefused(() -> notice("a", "erp", "s", "before" + bad + "after"));
  }

  private static void assertRefused(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }
}
