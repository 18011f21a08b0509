// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.seller;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Known;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.output.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code halfturn seller list}. */
@Command(
    name = "list",
    header = "Lists the sellers of an application.",
    footerHeading = "%nExamples:%n",
    footer = "  halfturn seller list erp --json")
public final class SellerList extends Verb {

  @Parameters(paramLabel = "<app>", description = "The application.")
  String app;

  public SellerList(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    Table table = new Table("SELLER", "REGION");
    List<Map<String, Object>> sellers = new ArrayList<>();
    try (Halfturn halfturn = invocation.open()) {
      Known.app(halfturn, app);
      for (String name : halfturn.applications().sellers(app)) {
        String region = halfturn.applications().region(app, name).text();
        table.row(name, region);
        Map<String, Object> members = JsonText.object();
        members.put("seller", name);
        members.put("region", region);
        sellers.add(members);
      }
    }
    Map<String, Object> members = JsonText.object();
    members.put("app", app);
    members.put("sellers", sellers);
    invocation.result("seller-list", members, table.lines());
    return ExitCode.DONE;
  }
}
