// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A table of exit statuses: a row for each verb, a column for each {@link Condition}. The verbs of
 * a column run one after the other in the same world.
 */
record ConditionTable(List<Row> rows) {

  static final Path FILE = Path.of("src/test/resources/conditions.txt");

  private static final int WIDTH = 9;

  /** A verb with its arguments, and what it ends with under each condition. */
  record Row(Map<Condition, Integer> statuses, String verb) {

    Session session(Condition condition) {
      return Session.of(condition.line(verb), statuses.get(condition));
    }

    private Row with(Condition condition, int status) {
      Map<Condition, Integer> changed = new EnumMap<>(statuses);
      changed.put(condition, status);
      return new Row(changed, verb);
    }

    private static Row of(String line) {
      Map<Condition, Integer> statuses = new EnumMap<>(Condition.class);
      int at = 0;
      for (Condition condition : Condition.values()) {
        statuses.put(condition, Integer.valueOf(line.substring(at, at + WIDTH).strip()));
        at += WIDTH;
      }
      return new Row(statuses, line.substring(at));
    }

    private String text() {
      return cells(statuses.values()) + verb;
    }
  }

  static ConditionTable read() throws IOException {
    return new ConditionTable(Files.readAllLines(FILE).stream().skip(1).map(Row::of).toList());
  }

  /** All that the table says. */
  List<Session> sessions() {
    return rows.stream()
        .flatMap(row -> Arrays.stream(Condition.values()).map(row::session))
        .toList();
  }

  /** The table again with what really came out under one condition. */
  ConditionTable replayed(Condition condition, World world) {
    List<Row> replayed = new ArrayList<>();
    for (Row row : rows) {
      Script.Result result =
          world.run("halfturn " + condition.line(row.verb()), Script.Input.of(""));
      replayed.add(row.with(condition, result.status()));
    }
    return new ConditionTable(replayed);
  }

  String text() {
    StringBuilder text = new StringBuilder(cells(List.of(Condition.values()))).append("halfturn\n");
    rows.forEach(row -> text.append(row.text()).append('\n'));
    return text.toString();
  }

  private static String cells(Collection<?> cells) {
    StringBuilder line = new StringBuilder();
    cells.forEach(cell -> line.append(String.format("%-" + WIDTH + "s", cell)));
    return line.toString();
  }
}
