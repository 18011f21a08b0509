// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lines of contracts beside the plug-ins that hold them; says what is not as it must be. */
final class ConformanceTable {

  private static final String HELD = "●";
  private static final String ABSENT = "–";

  private final List<Conforming> columns;
  private final List<String> complaints = new ArrayList<>();

  ConformanceTable(List<Conforming> columns) {
    this.columns = columns;
  }

  /** What is neither held nor absent: name of the plug-in, line and reason. */
  List<String> complaints() {
    return complaints;
  }

  /** What every plug-in has to hold. */
  String required(Class<?> contract, Function<Conforming, ContractRun> run) {
    return table(contract, run, false);
  }

  /** What a plug-in has to hold as a whole, or else lacks as a whole. */
  String optional(Class<?> contract) {
    return table(contract, Conforming::contract, true);
  }

  private String table(
      Class<?> contract, Function<Conforming, ContractRun> run, boolean mayBeAbsent) {
    List<ContractLine> lines = ContractLine.of(contract);
    StringBuilder table = new StringBuilder("| line |");
    columns.forEach(column -> table.append(' ').append(column.name()).append(" |"));
    table.append("\n|---|").append(":-:|".repeat(columns.size())).append('\n');
    for (ContractLine line : lines) {
      table.append("| ").append(line.sentence()).append(" |");
      for (Conforming column : columns) {
        ContractRun found = run.apply(column);
        boolean lacking = mayBeAbsent && lines.stream().noneMatch(found::knows);
        table.append(' ').append(lacking ? ABSENT : cell(column, found, line)).append(" |");
      }
      table.append('\n');
    }
    return table.toString();
  }

  private String cell(Conforming column, ContractRun run, ContractLine line) {
    return run.complaint(line)
        .map(
            complaint -> {
              complaints.add(column.name() + ": " + complaint);
              return "?";
            })
        .orElse(HELD);
  }

  static String legend() {
    return HELD
        + " held: a test of the build shows it. "
        + ABSENT
        + " absent: the store lacks the interface.";
  }

  static String names(List<Conforming> columns) {
    return columns.stream().map(Conforming::name).collect(Collectors.joining(", "));
  }
}
