// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Forgets what matters least of a record that does not fit its entry. Without any deliveries a
 * record always fits, so that no rotation ever fails because of reminders.
 */
final class Shrinking {

  private Shrinking() {}

  /**
   * First the oldest deliveries that no decision depends on become counts, then what people are
   * told of troubles is left out. That suffices with as many notifiers as may be configured at
   * once. The rest is for the logs that notifiers leave behind which were configured once: first
   * the counts of who has been silent longest are forgotten, at last the oldest deliveries, which
   * at worst are repeated.
   */
  static RotationRecord byOneStep(RotationRecord record) {
    return withOldestFolded(record, (log, delivery) -> !record.dependsOn(log, delivery))
        .or(() -> withoutTexts(record))
        .or(() -> withoutMostSilent(record))
        .or(() -> withOldestFolded(record, (log, delivery) -> true))
        .orElseThrow(
            () ->
                new HalfturnException(
                    Problem.of(ErrorCode.INTERNAL, "the rotation record does not fit its entry")));
  }

  private static Optional<RotationRecord> withOldestFolded(
      RotationRecord record, BiPredicate<NotifierLog, Delivery> foldable) {
    return record.notifiers().entrySet().stream()
        .flatMap(
            entry ->
                entry.getValue().deliveries().stream()
                    .filter(delivery -> foldable.test(entry.getValue(), delivery))
                    .map(delivery -> new Foldable(entry.getKey(), entry.getValue(), delivery)))
        .min(Comparator.comparing(candidate -> candidate.delivery().at()))
        .map(
            oldest -> record.withNotifier(oldest.notifier(), oldest.log().fold(oldest.delivery())));
  }

  private static Optional<RotationRecord> withoutTexts(RotationRecord record) {
    RotationRecord without =
        record
            .withJournal(record.journal().map(RotationJournal::withoutError))
            .withRequest(record.request().map(SecretRequest::withoutText));
    return Optional.of(without).filter(changed -> !changed.equals(record));
  }

  private static Optional<RotationRecord> withoutMostSilent(RotationRecord record) {
    return record.notifiers().entrySet().stream()
        .filter(entry -> entry.getValue().deliveries().isEmpty())
        .min(Comparator.comparing(entry -> entry.getValue().lastDeliveredAt().orElse(Instant.MIN)))
        .map(Map.Entry::getKey)
        .map(record::withoutNotifier);
  }

  private record Foldable(String notifier, NotifierLog log, Delivery delivery) {}
}
