// SPDX-License-Identifier: Apache-2.0
package com.example.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.halfturn.Halfturn;
import dev.halfturn.rotation.Delivery;
import dev.halfturn.rotation.Reminding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks after client secrets: sends the reminders that are due and goes on with rotations. {@code
 * {"app": "erp"}} is one application; any other event, that of a schedule or of a rule, means all.
 * The answer says of each how it stands: {@code {"erp": {"state": ..., "expiresAt": ..., "told":
 * 1}}}.
 *
 * <p>May be called at any time, as often as one likes, several times for one event: nothing is told
 * twice. Fails if an application cannot be looked at or somebody cannot be told, after the others
 * were; calling again then tries again.
 */
public final class CheckHandler
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {

  private final Halfturn halfturn;

  /** What Lambda calls, before it takes a snapshot. */
  public CheckHandler() {
    this(Opened.from(System.getenv()));
  }

  CheckHandler(Halfturn halfturn) {
    this.halfturn = halfturn;
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    Map<String, Object> looked = new LinkedHashMap<>();
    List<String> failures = new ArrayList<>();
    for (String app : Events.text(event, "app").map(List::of).orElseGet(this::all)) {
      try {
        Reminding reminding = halfturn.tracker().remind(app);
        looked.put(app, summary(reminding));
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

  private List<String> all() {
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

  private static Map<String, Object> summary(Reminding reminding) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("state", reminding.status().state().name());
    reminding
        .status()
        .secret()
        .expiry()
        .ifPresent(expiry -> summary.put("expiresAt", expiry.expiresAt().toString()));
    summary.put("told", reminding.told().size());
    return summary;
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
