// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.notify;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.output.Table;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code halfturn notify test}. */
@Command(
    name = "test",
    header = "Sends a notice of no consequence, to see whether notifiers reach somebody.",
    description = {
      "What the next system has accepted is remembered with every application; whether a person has"
          + " read it, only that person knows. Ends with 1 if a notifier failed."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  halfturn notify test           by all", "  halfturn notify test mail      by one"})
public final class NotifyTest extends Verb {

  @Parameters(arity = "0..*", paramLabel = "<notifier>", description = "Only by these.")
  List<String> notifiers = new ArrayList<>();

  @Mixin DryRun dryRun;

  private final Table table = new Table("NOTIFIER", "RESULT");
  private final List<Map<String, Object>> results = new ArrayList<>();
  private ExitCode exit = ExitCode.DONE;

  public NotifyTest(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    try (Halfturn halfturn = invocation.open()) {
      List<String> known =
          halfturn.configuration().notifiers().stream().map(PluginInstance::name).toList();
      ConfiguredNotifiers.require(notifiers, halfturn.configuration().notifiers());
      List<String> apps = halfturn.applications().names();
      for (String name : notifiers.isEmpty() ? known : notifiers) {
        test(halfturn, name, apps);
      }
    }
    Map<String, Object> members = JsonText.object();
    members.put("at", invocation.now());
    members.put("dryRun", dryRun.given());
    members.put("notifiers", results);
    invocation.done("notify-test", members, results.isEmpty() ? List.of() : table.lines());
    return exit;
  }

  private void test(Halfturn halfturn, String name, List<String> apps) {
    if (dryRun.given()) {
      report(name, "would send", Optional.empty(), Optional.empty());
      return;
    }
    try {
      Receipt receipt = halfturn.tracker().test(name, apps);
      String reference = receipt.reference().isEmpty() ? "" : "  " + receipt.reference();
      report(
          name,
          invocation.glyphs().ok() + " accepted" + reference,
          Optional.of(receipt),
          Optional.empty());
    } catch (HalfturnException e) {
      exit = ExitCode.FAILED;
      report(
          name,
          invocation.glyphs().failed() + " " + e.code() + "  " + e.getMessage(),
          Optional.empty(),
          Optional.of(e));
    }
  }

  private void report(
      String name, String result, Optional<Receipt> receipt, Optional<HalfturnException> failure) {
    table.row(name, result);
    Map<String, Object> members = JsonText.object();
    members.put("notifier", name);
    members.put("acceptedAt", receipt.map(Receipt::acceptedAt));
    members.put("reference", receipt.map(Receipt::reference));
    members.put("failure", failure.map(HalfturnException::code));
    members.put("message", failure.map(HalfturnException::getMessage));
    results.add(members);
  }
}
