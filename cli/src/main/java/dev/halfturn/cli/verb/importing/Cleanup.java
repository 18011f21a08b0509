// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.client.KnownName;
import dev.halfturn.cli.client.Role;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.input.Confirmation;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code import --cleanup}: takes values out of files that the store has and Amazon accepts as the
 * store has them. The rest of a file stays as it is, and where a value of the store still stands in
 * it, that is said.
 */
final class Cleanup {

  /** A file, what is to be taken out of it, and what it then holds. */
  private record Plan(ClearText file, List<Entry> removed, String after) {}

  private final Invocation invocation;
  private final Sources sources;
  private final Confirmation confirmation;
  private final DryRun dryRun;
  private final CleanupReport report;

  Cleanup(Invocation invocation, Sources sources, Confirmation confirmation, DryRun dryRun) {
    this.invocation = invocation;
    this.sources = sources;
    this.confirmation = confirmation;
    this.dryRun = dryRun;
    this.report = new CleanupReport(invocation, dryRun);
  }

  ExitCode run() {
    List<ClearText> files = files();
    try (Halfturn halfturn = invocation.open()) {
      StoredCopies copies = new StoredCopies(halfturn);
      mentionEnvironment(copies);
      List<Plan> plans = files.stream().map(file -> plan(file, copies)).toList();
      int count = plans.stream().mapToInt(plan -> plan.removed().size()).sum();
      if (count > 0 && !dryRun.given()) {
        confirmation.require(
            "Remove %d %s from %s?"
                .formatted(count, count == 1 ? "value" : "values", labels(plans)),
            invocation.surroundings());
      }
      plans.forEach(plan -> carryOut(plan, copies));
    }
    return report.write(files.stream().map(ClearText::place).toList());
  }

  private List<ClearText> files() {
    List<ClearText> files = new ArrayList<>();
    for (Place place : sources.places(invocation)) {
      boolean isThere = place.file().map(Files::isRegularFile).orElse(false);
      if (isThere || (sources.named() && place.file().isPresent())) {
        files.add(ClearText.of(place));
      }
    }
    return files;
  }

  /** What is set for this process is not in a file that could be found out here. */
  private void mentionEnvironment(StoredCopies copies) {
    if (sources.looksInEnvironment()) {
      new TreeMap<>(invocation.surroundings().environment())
          .forEach(
              (name, value) -> {
                boolean isSecret =
                    KnownName.of(name).filter(known -> known.role() != Role.CLIENT_ID).isPresent();
                if (isSecret
                    && !value.isEmpty()
                    && copies.entry(Entry.of(name, value)).isPresent()) {
                  invocation.warn(
                      "the environment has it in " + name + ", too; take it out where it is set");
                }
              });
    }
  }

  private Plan plan(ClearText file, StoredCopies copies) {
    List<Entry> removed =
        file.secrets().stream().filter(entry -> mayGo(file.place(), entry, copies)).toList();
    Optional<String> after = file.without(removed);
    if (after.isEmpty()) {
      removed.forEach(
          entry ->
              report.kept(
                  file.place(),
                  entry,
                  copies.entry(entry),
                  "cannot be told from what is around it"));
    }
    return after.map(text -> new Plan(file, removed, text)).orElse(nothing(file));
  }

  private static Plan nothing(ClearText file) {
    return new Plan(file, List.of(), file.text());
  }

  private boolean mayGo(Place place, Entry entry, StoredCopies copies) {
    Optional<SecretName> stored = copies.entry(entry);
    if (stored.isEmpty()) {
      report.kept(place, entry, stored, "is not in the store");
      return false;
    }
    Optional<HalfturnException> failure = copies.refusal(entry);
    failure.ifPresent(
        refused -> {
          report.kept(place, entry, stored, refused.getMessage());
          report.failed(refused);
        });
    return failure.isEmpty();
  }

  private void carryOut(Plan plan, StoredCopies copies) {
    Place place = plan.file().place();
    String left = plan.after();
    try {
      if (!plan.removed().isEmpty() && !dryRun.given()) {
        plan.file().replaceBy(plan.after());
      }
      plan.removed().forEach(entry -> report.removed(place, entry, copies.entry(entry)));
    } catch (HalfturnException e) {
      plan.removed()
          .forEach(entry -> report.kept(place, entry, copies.entry(entry), e.getMessage()));
      report.failed(e);
      left = plan.file().text();
    }
    copies.in(left).forEach((stored, lines) -> report.left(place, stored, lines));
  }

  private static String labels(List<Plan> plans) {
    return plans.stream()
        .filter(plan -> !plan.removed().isEmpty())
        .map(plan -> plan.file().place().label())
        .collect(Collectors.joining(" and "));
  }
}
