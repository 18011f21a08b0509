// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.Severity;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordingNotifierFailureTest {

  private final RecordingNotifier notifier =
      new RecordingNotifier(SettableClock.at("2026-03-01T00:00:00Z"));

  @Test
  void failsAsToldAndRecovers() {
    Notice notice =
        new Notice(
            "n-1", Severity.INFO, "erp", Optional.empty(), Optional.empty(), "subject", "body");
    notifier.failWith(Problem.of(ErrorCode.TIMEOUT, "SLOW", "no answer"));

    Failures.assertFails(ErrorCode.TIMEOUT, () -> notifier.send(notice));
    assertThat(notifier.sent()).isEmpty();
    notifier.recover();
    notifier.send(notice);

    assertThat(notifier.sent()).containsExactly(notice);
    assertThat(notifier.attempts()).isEqualTo(2);
  }
}
