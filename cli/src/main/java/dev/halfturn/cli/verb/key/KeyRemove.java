// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.key;

import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.Confirmation;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.cli.verb.store.Maintained;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.KeySlot;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.StoreReport;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code halfturn key remove}. */
@Command(
    name = "remove",
    header = "Stops a key from opening the store.",
    description = "It still opens older copies of the store. The last key stays.",
    footerHeading = "%nExamples:%n",
    footer = "  halfturn key remove 3f2a9c5d1e7b8a60 --yes")
public final class KeyRemove extends Verb {

  @Parameters(paramLabel = "<key>", description = "Which key, as 'halfturn key list' shows it.")
  String key;

  @Mixin Confirmation confirmation;

  @Mixin DryRun dryRun;

  public KeyRemove(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    Maintained store = Maintained.of(invocation);
    List<KeySlot> slots = store.operations().keys();
    if (slots.stream().noneMatch(slot -> slot.id().equals(key))) {
      throw new HalfturnException(
          Problem.of(ErrorCode.NOT_FOUND, "no such key opens store '" + store.name() + "'")
              .withHint("see 'halfturn key list'"));
    }
    if (slots.size() == 1) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.FAILED_PRECONDITION,
                  "LAST_KEY",
                  "it is the only key of store '" + store.name() + "'")
              .withHint("add another one first, with 'halfturn key add'"));
    }
    if (dryRun.given()) {
      Map<String, Object> members = Maintained.members(store.name(), store.operations().verify());
      members.put("key", key);
      members.put("dryRun", true);
      invocation.done("key-remove", members, List.of("Would remove  key " + key));
      return ExitCode.DONE;
    }
    confirmation.require("Remove the key " + key + "?", invocation.surroundings());
    invocation
        .audit()
        .require(
            AuditEvent.of(AuditAction.STORE_REKEYED).with(store.name() + " by key remove " + key));
    StoreReport report = store.operations().removeKey(key);
    Map<String, Object> members = Maintained.members(store.name(), report);
    members.put("key", key);
    members.put("dryRun", false);
    invocation.done("key-remove", members, Maintained.lines("Removed  key " + key, report));
    return ExitCode.DONE;
  }
}
