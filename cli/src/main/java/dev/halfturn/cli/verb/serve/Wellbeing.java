// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.serve;

import dev.halfturn.cli.serve.Looks;
import dev.halfturn.cli.serve.StatusBoard;
import dev.halfturn.cli.status.AppStatus;
import dev.halfturn.rotation.Condition;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.spi.Severity;
import java.time.Duration;
import java.time.Instant;

/** Whether everything is as it should be, so that silence can say that it is not. */
final class Wellbeing {

  private static final Duration LATE = Duration.ofHours(3);

  /** A secret that waits in the queue has days; a failure may pass by itself. */
  private static final Duration QUEUE_LATE = Duration.ofHours(1);

  private Wellbeing() {}

  static boolean isGood(Looks looks, StatusBoard.View view, Instant now) {
    return looks.isAlive()
        && looks.failures().isEmpty()
        && looks
            .lastSweepAt()
            .filter(at -> Duration.between(at, now).abs().compareTo(LATE) < 0)
            .isPresent()
        && isQueueRead(looks, now)
        && view.isRead()
        && view.storeProblem().isEmpty()
        && view.unreadable().isEmpty()
        && view.apps().stream().map(AppStatus::status).allMatch(Wellbeing::isGood);
  }

  private static boolean isQueueRead(Looks looks, Instant now) {
    return looks
        .queue()
        .flatMap(Looks.QueueState::unreadSince)
        .filter(since -> Duration.between(since, now).compareTo(QUEUE_LATE) >= 0)
        .isEmpty();
  }

  private static boolean isGood(RotationStatus status) {
    return status.state() != RotationStatus.State.EXPIRED
        && status.conditions().stream().noneMatch(Wellbeing::isGrave);
  }

  private static boolean isGrave(Condition condition) {
    return condition.severity() == Severity.CRITICAL
        || condition.type().equals(Condition.NO_NOTIFIER)
        || condition.type().equals(Condition.NOTIFIER_BROKEN);
  }
}
