// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.util.List;
import java.util.Objects;

/**
 * What one look at an application came to.
 *
 * @param status how it stands afterwards
 * @param told the notices that were sent, or that a notifier would not take, in order of the
 *     notifiers' names
 */
public record Reminding(RotationStatus status, List<Told> told) {

  /**
   * One notice through one notifier.
   *
   * @param notifier its name
   * @param delivery how it went; {@link Delivery.State#PLANNED} for what was only foreseen
   */
  public record Told(String notifier, Delivery delivery) {
    public Told {
      Objects.requireNonNull(notifier);
      Objects.requireNonNull(delivery);
    }
  }

  public Reminding {
    Objects.requireNonNull(status);
    told = List.copyOf(told);
  }
}
