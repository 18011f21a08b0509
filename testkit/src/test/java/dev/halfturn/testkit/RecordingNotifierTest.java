// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.Problem;
import java.util.Optional;

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
}
