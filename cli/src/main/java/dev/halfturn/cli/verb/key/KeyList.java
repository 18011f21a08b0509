// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.key;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.output.Table;
import dev.halfturn.cli.verb.store.Maintained;
import dev.halfturn.spi.KeySlot;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code halfturn key list}. */
@Command(
    name = "list",
    header = "Lists the keys that open the store; none of them is shown.",
    footerHeading = "%nExamples:%n",
    footer = "  halfturn key list --json")
public final class KeyList extends Verb {

  public KeyList(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    Maintained store = Maintained.of(invocation);
    List<KeySlot> slots = store.operations().keys();
    Table table = new Table("KEY", "KIND", "CONFIGURED", "DESCRIPTION");
    slots.forEach(
        slot ->
            table.row(
                slot.id(), slot.kind(), slot.configured() ? "yes" : "no", slot.description()));
    Map<String, Object> members = JsonText.object();
    members.put("store", store.name());
    members.put("keys", slots.stream().map(Maintained::members).toList());
    invocation.result("key-list", members, table.lines());
    return ExitCode.DONE;
  }
}
