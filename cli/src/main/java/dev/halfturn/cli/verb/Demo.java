// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.demo.DemoStory;
import dev.halfturn.cli.logging.StderrLogging;
import picocli.CommandLine.Command;

/** {@code halfturn demo}. */
@Command(
    name = "demo",
    header = "Tells the whole story on a simulated Amazon: no account, nothing left behind.",
    description = "Ends with 0 if every step behaved as promised, with 1 if one did not.",
    footerHeading = "%nExamples:%n",
    footer = "  halfturn demo")
final class Demo extends Verb {

  Demo(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    StderrLogging.silent();
    return new DemoStory(invocation).tell() ? ExitCode.DONE : ExitCode.FAILED;
  }
}
