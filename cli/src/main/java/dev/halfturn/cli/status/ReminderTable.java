// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.status;

import dev.halfturn.cli.output.Glyphs;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.output.Table;
import dev.halfturn.rotation.Condition;
import dev.halfturn.rotation.Delivery;
import dev.halfturn.rotation.Reminding;
import dev.halfturn.rotation.Rung;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What reminding came to, application by application. */
public final class ReminderTable {

  private final Glyphs glyphs;
  private final Table table = new Table("APP", "TOLD", "NEXT");
  private final List<Map<String, Object>> results = new ArrayList<>();
  private boolean failed;

  public ReminderTable(Glyphs glyphs) {
    this.glyphs = glyphs;
  }

  /**
   * One application.
   *
   * @param reminding sent, or only foreseen
   * @return what it is in JSON, to be added to
   */
  public Map<String, Object> add(String app, Reminding reminding) {
    failed |= reminding.told().stream().anyMatch(told -> isFailed(told.delivery()));
    failed |=
        reminding.status().conditions().stream()
            .anyMatch(condition -> condition.type().equals(Condition.NOT_TOLD));
    table.row(
        app,
        reminding.told().isEmpty()
            ? "nothing due"
            : reminding.told().stream().map(this::text).collect(Collectors.joining(", ")),
        StatusText.next(reminding.status()));
    Map<String, Object> members = JsonText.object();
    members.put("app", app);
    members.put("state", reminding.status().state());
    members.put("told", reminding.told().stream().map(ReminderTable::members).toList());
    members.put("next", reminding.status().next().map(StatusJson::next));
    results.add(members);
    return members;
  }

  /** Whether a notifier did not take a notice, or somebody who has to be told still is not. */
  public boolean failed() {
    return failed;
  }

  /** For people; nothing if there was no application. */
  public List<String> lines() {
    return results.isEmpty() ? List.of() : table.lines();
  }

  /** For programs. */
  public List<Map<String, Object>> results() {
    return List.copyOf(results);
  }

  private String text(Reminding.Told told) {
    String what = told.notifier() + " (" + occasion(told.delivery().rung()) + ")";
    return switch (told.delivery().state()) {
      case DELIVERED -> glyphs.ok() + " " + what;
      case FAILED -> glyphs.failed() + " " + what + " " + told.delivery().failure().orElseThrow();
      case PLANNED, ATTEMPT, SUPERSEDED -> "would tell " + what;
    };
  }

  /** Numbers that are moments say nothing to people. */
  private static String occasion(Rung rung) {
    return switch (rung.kind()) {
      case HANDOVER, STUCK, SELLERS -> rung.kind().name().toLowerCase(Locale.ROOT);
      default -> rung.key();
    };
  }

  private static boolean isFailed(Delivery delivery) {
    return delivery.state() == Delivery.State.FAILED;
  }

  private static Map<String, Object> members(Reminding.Told told) {
    Map<String, Object> members = JsonText.object();
    members.put("notifier", told.notifier());
    members.put("rung", told.delivery().rung().key());
    members.put("state", told.delivery().state());
    members.put("failure", told.delivery().failure());
    return members;
  }
}
