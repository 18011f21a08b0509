// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.store;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.cli.output.Counts;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.output.Table;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code halfturn store test}. */
@Command(
    name = "test",
    header = "Writes, reads and removes an entry of its own, and says how each went.",
    description =
        "The entry is called halfturn-selftest and is gone afterwards, whatever happens; nothing"
            + " else is touched. With --dry-run the store is only opened and listed.",
    footerHeading = "%nExamples:%n",
    footer = {"  halfturn store test", "  halfturn store test backup --dry-run"})
public final class StoreTest extends Verb {

  private static final int VALUE_BYTES = 64;

  @Parameters(
      arity = "0..1",
      paramLabel = "<store>",
      description = "A store instance (the one in use).")
  Optional<String> store = Optional.empty();

  @Mixin DryRun dryRun;

  public StoreTest(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    PluginInstance<SecretStore> instance = invocation.storeInstance(store);
    List<SelfTest.Step> steps;
    List<String> lines = new ArrayList<>();
    try (SecretStore opened = invocation.openStore(instance.name())) {
      steps =
          dryRun.given()
              ? List.of()
              : new SelfTest(opened, SecretValue.ofUtf8(text(invocation.randomBytes(VALUE_BYTES))))
                  .run();
      if (dryRun.given()) {
        lines.add(
            "Would write, read and remove the entry "
                + SelfTest.ENTRY
                + "; the store opens and has "
                + Counts.of(count(opened), "entry", "entries"));
      }
    }
    lines.addAll(table(steps).lines());
    Map<String, Object> members = JsonText.object();
    members.put("store", instance.name());
    members.put("type", instance.factory().name());
    members.put("steps", steps.stream().map(StoreTest::members).toList());
    members.put("dryRun", dryRun.given());
    invocation.result("store-test", members, lines);
    return steps.stream()
        .flatMap(step -> step.failure().stream())
        .distinct()
        .peek(invocation::error)
        .map(ExitCode::of)
        .reduce((first, later) -> first)
        .orElse(ExitCode.DONE);
  }

  private static long count(SecretStore opened) {
    try (Stream<SecretName> names = opened.names("")) {
      return names.count();
    }
  }

  private Table table(List<SelfTest.Step> steps) {
    Table table = Table.withoutHeadings(3);
    for (SelfTest.Step step : steps) {
      String sign =
          step.failure().isEmpty() ? invocation.glyphs().ok() : invocation.glyphs().failed();
      table.row(
          sign + " " + step.name(),
          String.format(Locale.ROOT, "%6d ms", step.took().toMillis()),
          step.failure().isEmpty() ? step.text() : "");
    }
    return table;
  }

  private static Map<String, Object> members(SelfTest.Step step) {
    Map<String, Object> members = JsonText.object();
    members.put("step", step.name());
    members.put("passed", step.failure().isEmpty());
    members.put("text", step.text());
    members.put("tookMillis", step.took().toMillis());
    return members;
  }

  /** Some services hold text only. */
  private static String text(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
