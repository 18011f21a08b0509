// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.simulate;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code halfturn simulate state}. */
@Command(
    name = "state",
    header = "Shows a simulator's clock, applications, rules, faults and calls; no secrets.",
    footerHeading = "%nExamples:%n",
    footer = "  halfturn simulate state --json")
public final class SimulateState extends Verb {

  @Mixin Remote remote;

  public SimulateState(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    Map<String, Object> state = remote.call(invocation, simulator -> simulator.state());
    List<String> lines = new ArrayList<>();
    state.forEach((name, value) -> lines.add(name + ": " + value));
    invocation.result("simulate-state", state, lines);
    return ExitCode.DONE;
  }
}
