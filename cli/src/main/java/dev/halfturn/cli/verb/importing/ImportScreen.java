// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.output.Glyphs;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.output.ShownName;
import dev.halfturn.cli.output.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was found, for people and for programs; no value in either. */
final class ImportScreen {

  private static final List<String> COUNTS =
      List.of("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

  private final Invocation invocation;
  private final Glyphs glyphs;

  ImportScreen(Invocation invocation) {
    this.invocation = invocation;
    this.glyphs = invocation.glyphs();
  }

  /** Says where was looked and what was found there. */
  void found(Search search, List<FoundApplication> applications) {
    String between = glyphs.unicode() ? " · " : ", ";
    invocation.progress(
        "Looked in  "
            + search.places().stream().map(Place::label).collect(Collectors.joining(between)));
    search.remarks().forEach(invocation::warn);
    if (search.found().isEmpty()) {
      return;
    }
    invocation.progress("Found");
    rows(search.found()).forEach(line -> invocation.progress("   " + line));
    for (FoundApplication application : applications) {
      shared(application).ifPresent(line -> invocation.progress("   " + line));
      application.remarks().forEach(invocation::warn);
    }
  }

  /** The members of what was found in JSON. */
  static Map<String, Object> members(Search search) {
    Map<String, Object> members = JsonText.object();
    members.put("lookedIn", search.places().stream().map(Place::label).toList());
    List<Map<String, Object>> found = new ArrayList<>();
    for (Found one : search.found()) {
      Map<String, Object> row = JsonText.object();
      row.put("place", one.place().label());
      row.put("account", ShownName.of(one.account()));
      row.put("client", one.shortClientId());
      row.put("secret", one.secret().isPresent());
      row.put("refreshToken", one.refreshToken().isPresent());
      found.add(row);
    }
    members.put("found", found);
    return members;
  }

  private List<String> rows(List<Found> found) {
    Table table = Table.withoutHeadings(6);
    for (int i = 0; i < found.size(); i++) {
      Found one = found.get(i);
      table.row(
          String.valueOf(i + 1),
          one.place().label() + " ",
          one.shownAccount() + "  ",
          "client " + glyphs.ellipsis() + one.shortClientId() + " ",
          "secret " + sign(one.secret()),
          "refresh " + sign(one.refreshToken()));
    }
    return table.lines();
  }

  private String sign(Optional<Found.Credential> credential) {
    return credential
        .map(found -> found.usual() ? glyphs.ok() : glyphs.warning())
        .orElse(glyphs.failed());
  }

  /** Several findings, one application: that is not obvious. */
  private static Optional<String> shared(FoundApplication application) {
    List<Integer> numbers = application.numbers();
    if (numbers.size() == 1) {
      return Optional.empty();
    }
    String last = String.valueOf(numbers.get(numbers.size() - 1));
    String others =
        numbers.subList(0, numbers.size() - 1).stream()
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    int sellers = application.sellers().size();
    return Optional.of(
        others
            + " and "
            + last
            + " share one application (same client id): one clock, "
            + (sellers < COUNTS.size() ? COUNTS.get(sellers) : String.valueOf(sellers))
            + (sellers == 1 ? " seller." : " sellers."));
  }
}
