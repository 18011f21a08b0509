// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.WakePlan;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What to do about an application now.
 *
 * @param record what to remember from now on; equal to what was known if nothing changed
 * @param announce the rung to log, if one has come due that was not logged before
 * @param sends what to send now, in order of the notifiers' names
 * @param wake when to look again
 * @param status how the application stands
 */
public record RotationDecision(
    RotationRecord record,
    Optional<Rung> announce,
    List<Send> sends,
    WakePlan wake,
    RotationStatus status) {

  /**
   * One notice through one notifier.
   *
   * @param notifier its name
   * @param rung what to tell; its delivery is in the record
   */
  public record Send(String notifier, Rung rung) {}

  /** Where a new secret lies in the inbox already, though its receiver was cut off after that. */
  RotationDecision withSecretReceived() {
    return new RotationDecision(record, announce, sends, wake, status.withSecretReceived());
  }

  /** With one more thing that is not as it should be. */
  RotationDecision with(Condition condition) {
    return new RotationDecision(record, announce, sends, wake, status.with(condition));
  }

  public RotationDecision {
    Objects.requireNonNull(record);
    Objects.requireNonNull(announce);
    sends = List.copyOf(sends);
    Objects.requireNonNull(wake);
    Objects.requireNonNull(status);
  }
}
