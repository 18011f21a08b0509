// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.simulate;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code halfturn simulate rotate}. */
@Command(
    name = "rotate",
    header = "Presses \"Rotate secret\" in a simulator and writes the new secret.",
    footerHeading = "%nExamples:%n",
    footer = "  halfturn simulate rotate erp | halfturn rotate erp --new-secret-stdin")
public final class SimulateRotate extends Verb {

  @Parameters(paramLabel = "<app>", description = "Name of the application.")
  String app;

  @Option(names = "--broken", description = "What is written is not what Amazon accepts.")
  boolean broken;

  @Mixin Remote remote;

  public SimulateRotate(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    String secret = remote.call(invocation, simulator -> simulator.rotate(app, broken));
    if (invocation.json()) {
      invocation.document("simulate-rotate", Map.of("clientSecret", secret));
    } else {
      invocation.data(secret);
    }
    return ExitCode.DONE;
  }
}
