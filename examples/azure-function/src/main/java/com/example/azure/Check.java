// SPDX-License-Identifier: Apache-2.0
package com.example.azure;

import dev.halfturn.Halfturn;
import dev.halfturn.rotation.Delivery;
import dev.halfturn.rotation.Reminding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks after client secrets: sends the reminders that are due and goes on with rotations. May be
 * called at any time, as often as one likes, several times for one event: nothing is told twice.
 * Fails if an application cannot be looked at or somebody cannot be told, after the others were;
 * calling again then tries again.
 */
final class Check {

  private final Halfturn halfturn;

  Check(Halfturn halfturn) {
    this.halfturn = halfturn;
  }

  /**
   * A message of the queue: a wake-up of Halfturn's own, or what a vault tells of a secret. Whose
   * it is shows in it; anything else is a reason to look at all.
   *
   * @return who was looked at
   */
  Set<String> message(String text) {
    List<String> names = names();
    return look(Messages.whom(text, names).orElse(names));
  }

  /** Everybody. */
  Set<String> all() {
    List<String> names = names();
    if (names.isEmpty()) {
      throw FunctionFailure.because(
          "NOT_FOUND: there is no application in the store; add one by 'halfturn app add'");
    }
    return look(names);
  }

  private List<String> names() {
    try {
      return halfturn.applications().names();
    } catch (RuntimeException e) {
      throw FunctionFailure.of(e);
    }
  }

  private Set<String> look(Collection<String> apps) {
    Set<String> looked = new LinkedHashSet<>();
    List<String> failures = new ArrayList<>();
    for (String app : new LinkedHashSet<>(apps)) {
      try {
        Reminding reminding = halfturn.tracker().remind(app);
        looked.add(app);
        failures.addAll(untold(reminding));
        halfturn.rotator().resume(app);
      } catch (RuntimeException e) {
        failures.add(FunctionFailure.text(e));
      }
    }
    if (!failures.isEmpty()) {
      throw FunctionFailure.because(String.join(" | ", failures));
    }
    return looked;
  }

  private static List<String> untold(Reminding reminding) {
    return reminding.told().stream()
        .filter(told -> told.delivery().state() == Delivery.State.FAILED)
        .map(
            told ->
                told.delivery().failure().orElseThrow()
                    + ": '"
                    + told.notifier()
                    + "' did not tell of "
                    + reminding.status().app())
        .toList();
  }
}
