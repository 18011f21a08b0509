// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.store;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.output.Table;
import dev.halfturn.plugin.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code halfturn store list}. */
@Command(
    name = "list",
    header = "Lists the configured stores; opens none.",
    footerHeading = "%nExamples:%n",
    footer = "  halfturn store list --json")
public final class StoreList extends Verb {

  public StoreList(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    Configuration configuration = invocation.configuration();
    Table table = new Table("STORE", "TYPE", "IN USE");
    List<Map<String, Object>> stores = new ArrayList<>();
    for (String name : configuration.stores()) {
      String type = configuration.store(name).factory().name();
      boolean inUse = configuration.store().name().equals(name);
      table.row(name, type, inUse ? "yes" : "");
      Map<String, Object> members = JsonText.object();
      members.put("store", name);
      members.put("type", type);
      members.put("inUse", inUse);
      stores.add(members);
    }
    invocation.result("store-list", Map.of("stores", stores), table.lines());
    return ExitCode.DONE;
  }
}
