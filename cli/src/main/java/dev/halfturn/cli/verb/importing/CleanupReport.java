// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.output.Table;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What became of each value in the files that were to be cleaned; no value in it. */
final class CleanupReport {

  /** One value, and why it stays, if it does. */
  private record Row(
      Place place, Entry entry, Optional<SecretName> stored, Optional<String> reason) {}

  private final Invocation invocation;
  private final DryRun dryRun;
  private final List<Row> rows = new ArrayList<>();
  private Optional<ExitCode> failure = Optional.empty();

  CleanupReport(Invocation invocation, DryRun dryRun) {
    this.invocation = invocation;
    this.dryRun = dryRun;
  }

  void removed(Place place, Entry entry, Optional<SecretName> stored) {
    rows.add(new Row(place, entry, stored, Optional.empty()));
  }

  /** It stays, for that reason. */
  void kept(Place place, Entry entry, Optional<SecretName> stored, String reason) {
    rows.add(new Row(place, entry, stored, Optional.of(reason)));
  }

  /** A value of the store stands in these lines; those that were said to be kept are known. */
  void left(Place place, SecretName stored, List<Integer> lines) {
    for (int line : lines) {
      boolean known =
          rows.stream()
              .filter(row -> row.reason().isPresent() && row.place().equals(place))
              .filter(row -> row.stored().equals(Optional.of(stored)))
              .anyMatch(row -> row.entry().line() == line);
      if (!known) {
        kept(
            place,
            new Entry("", stored.value(), "", line, 0, 0, ""),
            Optional.of(stored),
            "stands there once more, in a comment or in some other form");
      }
    }
  }

  /** Something failed, not only stays; the first such failure is what the process ends with. */
  void failed(HalfturnException e) {
    failure = failure.or(() -> Optional.of(ExitCode.of(e)));
  }

  /** Writes it, and says what the process is to end with. */
  ExitCode write(List<Place> places) {
    rows.sort(
        Comparator.<Row>comparingInt(row -> places.indexOf(row.place()))
            .thenComparingInt(row -> row.entry().line()));
    Map<String, Object> members = JsonText.object();
    members.put("places", places.stream().map(Place::label).toList());
    members.put("values", rows.stream().map(this::members).toList());
    members.put("dryRun", dryRun.given());
    invocation.done("import-cleanup", members, lines(places));
    boolean kept = rows.stream().anyMatch(row -> row.reason().isPresent());
    return failure.orElse(kept ? ExitCode.REFUSED : ExitCode.DONE);
  }

  private List<String> lines(List<Place> places) {
    if (places.isEmpty()) {
      return List.of("There is no file to clean");
    }
    if (rows.isEmpty()) {
      return List.of(
          "Nothing to remove in "
              + places.stream().map(Place::label).collect(Collectors.joining(", ")));
    }
    Table table = Table.withoutHeadings(4);
    for (Row row : rows) {
      table.row(
          row.reason().isPresent() ? "Kept" : dryRun.verb("Removed", "remove"),
          row.place().label() + ":" + row.entry().line(),
          row.entry().name(),
          row.reason().orElseGet(() -> "is in the store as " + row.stored().orElseThrow()));
    }
    return table.lines();
  }

  private Map<String, Object> members(Row row) {
    Map<String, Object> members = JsonText.object();
    members.put("place", row.place().label());
    members.put("line", row.entry().line());
    members.put("name", row.entry().name());
    members.put("entry", row.stored().map(SecretName::value));
    members.put("removed", row.reason().isEmpty() && !dryRun.given());
    members.put("reason", row.reason());
    return members;
  }
}
