// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.Severity;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordingNotifierTest extends NotifierContract {

  private final RecordingNotifier notifier = new RecordingNotifier(clock());

  @Override
  protected Notifier open(PluginContext context) {
    return notifier;
  }

  @Override
  protected String received() {
    return String.join(
        "\n", notifier.sent().stream().map(n -> n.subject() + "\n" + n.body()).toList());
  }

  @Override
  protected Optional<Notifier> openUnreachable(PluginContext context) {
    RecordingNotifier unreachable = new RecordingNotifier(context.clock());
    unreachable.failWith(Problem.of(ErrorCode.UNAVAILABLE, "nobody there"));
    return Optional.of(unreachable);
  }

  @Test
  void failsAsToldAndRecovers() {
    Notice notice = new Notice("n-1", Severity.INFO, "erp", Optional.empty(), "subject", "body");
    notifier.failWith(Problem.of(ErrorCode.TIMEOUT, "SLOW", "no answer"));

    Failures.assertFails(ErrorCode.TIMEOUT, () -> notifier.send(notice));
    assertThat(notifier.sent()).isEmpty();
    notifier.recover();
    notifier.send(notice);

    assertThat(notifier.sent()).containsExactly(notice);
    assertThat(notifier.attempts()).isEqualTo(2);
  }
}
