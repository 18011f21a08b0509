// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.simulate;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.output.JsonText;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code halfturn simulate revoke}. */
@Command(
    name = "revoke",
    header = "A seller takes the authorization of a simulated application back.",
    footerHeading = "%nExamples:%n",
    footer = "  halfturn simulate revoke erp acme-us")
public final class SimulateRevoke extends Verb {

  @Parameters(index = "0", paramLabel = "<app>", description = "Name of the application.")
  String app;

  @Parameters(index = "1", paramLabel = "<seller>", description = "Name of the seller.")
  String seller;

  @Mixin Remote remote;

  public SimulateRevoke(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    remote.call(
        invocation,
        simulator -> {
          simulator.revoke(app, seller);
          return true;
        });
    Map<String, Object> members = JsonText.object();
    members.put("app", app);
    members.put("seller", seller);
    invocation.done("simulate-revoke", members, List.of("Revoked  " + app + "/" + seller));
    return ExitCode.DONE;
  }
}
