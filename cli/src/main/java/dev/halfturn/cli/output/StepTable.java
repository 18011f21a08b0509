// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.output;

import dev.halfturn.spi.ProvisionedStep;
import dev.halfturn.spi.ProvisionedStep.Call;
import dev.halfturn.spi.ProvisionedStep.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What was looked at, made or taken away at another side, step by step. */
public final class StepTable {

  private static final Set<State> TO_BE_DONE = Set.of(State.MISSING, State.DIFFERENT);

  private StepTable() {}

  /**
   * For people.
   *
   * @param withCalls whether every call of the other side is shown as well
   */
  public static List<String> lines(List<ProvisionedStep> steps, boolean withCalls) {
    Table table = new Table("PART", "STATE", "NEXT");
    Table calls = Table.withoutHeadings(3);
    for (ProvisionedStep step : steps) {
      table.row(step.name(), word(step.state()), step.advice().orElse(""));
      step.calls()
          .forEach(
              call -> calls.row(call.made() ? "made" : "not made", call.operation(), call.input()));
    }
    List<String> lines = new ArrayList<>(table.lines());
    if (withCalls) {
      lines.add("Calls");
      calls.lines().forEach(line -> lines.add("  " + line));
    }
    return lines;
  }

  /** For programs. */
  public static List<Map<String, Object>> members(List<ProvisionedStep> steps) {
    return steps.stream().map(StepTable::members).toList();
  }

  /** Whether something is missing or differs. */
  public static boolean leavesSomething(List<ProvisionedStep> steps) {
    return steps.stream().anyMatch(step -> TO_BE_DONE.contains(step.state()));
  }

  private static String word(State state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Map<String, Object> members(ProvisionedStep step) {
    Map<String, Object> members = JsonText.object();
    members.put("part", step.name());
    members.put("state", step.state());
    members.put("advice", step.advice());
    members.put("calls", step.calls().stream().map(StepTable::members).toList());
    return members;
  }

  private static Map<String, Object> members(Call call) {
    Map<String, Object> members = JsonText.object();
    members.put("operation", call.operation());
    members.put("input", call.input());
    members.put("made", call.made());
    return members;
  }
}
