// SPDX-License-Identifier: Apache-2.0
package com.example.function;

import com.google.cloud.functions.CloudEventsFunction;
import dev.halfturn.Halfturn;
import dev.halfturn.rotation.Delivery;
import dev.halfturn.rotation.Reminding;
import dev.halfturn.store.gcp.pubsub.SecretEvent;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks after client secrets: sends the reminders that are due, goes on with rotations, and sets the
 * next alarm. Called by the CloudEvent of a Pub/Sub message in which Secret Manager tells of a
 * secret, or once a day by an event of type {@value #SWEEP}; either is a reason to look at all
 * applications.
 *
 * <p>May be called at any time, as often as one likes, several times for one event: nothing is told
 * twice. Fails if an application cannot be looked at or somebody cannot be told, after the others
 * were; Google then calls again.
 */
public final class CheckFunction implements CloudEventsFunction {

  /** What Cloud Scheduler sends. */
  static final String SWEEP = "dev.halfturn.sweep";

  private final Halfturn halfturn;

  /** What Google calls. */
  public CheckFunction() {
    this(Opened.from(System.getenv()));
  }

  CheckFunction(Halfturn halfturn) {
    this.halfturn = halfturn;
  }

  @Override
  public void accept(CloudEvent event) {
    if (event.getType().strip().equals(SWEEP) || wakes(event)) {
      checkAll();
    }
  }

  /** What Halfturn itself writes is told as well, and is no reason to look. */
  private static boolean wakes(CloudEvent event) {
    return Optional.ofNullable(event.getData())
        .map(data -> new String(data.toBytes(), StandardCharsets.UTF_8))
        .flatMap(SecretEvent::of)
        .filter(SecretEvent::wakes)
        .isPresent();
  }

  private void checkAll() {
    List<String> failures = new ArrayList<>();
    for (String app : applications()) {
      try {
        Reminding reminding = halfturn.tracker().remind(app);
        failures.addAll(untold(reminding));
        halfturn.rotator().resume(app);
      } catch (RuntimeException e) {
        failures.add(FunctionFailure.text(e));
      }
    }
    if (!failures.isEmpty()) {
      throw FunctionFailure.because(String.join(" | ", failures));
    }
  }

  private List<String> applications() {
    List<String> names;
    try {
      names = halfturn.applications().names();
    } catch (RuntimeException e) {
      throw FunctionFailure.of(e);
    }
    if (names.isEmpty()) {
      throw FunctionFailure.because(
          "NOT_FOUND: there is no application in the store; add one by 'halfturn app add'");
    }
    return names;
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
