// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.app;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.output.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code halfturn app list}. */
@Command(
    name = "list",
    header = "Lists the applications.",
    footerHeading = "%nExamples:%n",
    footer = "  halfturn app list --json")
public final class AppList extends Verb {

  public AppList(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    Table table = new Table("APP", "CLIENT", "SELLERS");
    List<Map<String, Object>> apps = new ArrayList<>();
    try (Halfturn halfturn = invocation.open()) {
      for (String name : halfturn.applications().names()) {
        String clientId = halfturn.applications().clientId(name);
        List<String> sellers = halfturn.applications().sellers(name);
        table.row(name, clientId, sellers.isEmpty() ? "-" : String.join(", ", sellers));
        Map<String, Object> members = JsonText.object();
        members.put("app", name);
        members.put("clientId", clientId);
        members.put("sellers", sellers);
        apps.add(members);
      }
    }
    invocation.result("app-list", Map.of("apps", apps), table.lines());
    return ExitCode.DONE;
  }
}
