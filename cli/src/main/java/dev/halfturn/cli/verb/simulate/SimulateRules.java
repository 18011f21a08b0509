// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.simulate;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.KeyValue;
import dev.halfturn.cli.output.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code halfturn simulate rules}. */
@Command(
    name = "rules",
    header = "Shows, or changes, what Amazon leaves open and a simulator has to decide.",
    description =
        "Rules are activationDelay, settlingDelay, overdueExchange, secondRotation,"
            + " refreshTokensChange and probeLimited.",
    footerHeading = "%nExamples:%n",
    footer = {"  halfturn simulate rules", "  halfturn simulate rules activationDelay=45s"})
public final class SimulateRules extends Verb {

  @Parameters(
      arity = "0..*",
      paramLabel = "<name=value>",
      converter = KeyValue.Converter.class,
      description = "A rule and what it is from now on.")
  List<KeyValue> changes = new ArrayList<>();

  @Mixin Remote remote;

  public SimulateRules(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    Map<String, Object> body = JsonText.object();
    changes.forEach(change -> body.put(change.key(), change.typed()));
    Map<String, Object> rules =
        remote.call(invocation, simulator -> simulator.call("POST", "/rules", body));
    List<String> lines = new ArrayList<>();
    rules.forEach((name, value) -> lines.add(name + "=" + value));
    invocation.result("simulate-rules", rules, lines);
    return ExitCode.DONE;
  }
}
