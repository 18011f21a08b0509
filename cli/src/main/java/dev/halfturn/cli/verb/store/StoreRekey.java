// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.store;

import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.Confirmation;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.spi.KeySlot;
import dev.halfturn.spi.StoreReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code halfturn store rekey}. */
@Command(
    name = "rekey",
    header = "Encrypts the whole store anew, so that only the configured key opens it.",
    description =
        "For a key that somebody else may know. All other keys are dropped; add them again with 'key"
            + " add'. Copies of the store made before still open with the old keys, so the secrets"
            + " in it should be rotated, too.",
    footerHeading = "%nExamples:%n",
    footer = {"  halfturn store rekey --dry-run", "  halfturn store rekey --yes"})
public final class StoreRekey extends Verb {

  @Mixin Confirmation confirmation;

  @Mixin DryRun dryRun;

  public StoreRekey(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    Maintained store = Maintained.of(invocation);
    StoreReport before = store.operations().verify();
    List<KeySlot> dropped = before.keys().stream().filter(slot -> !slot.configured()).toList();
    if (dryRun.given()) {
      List<String> lines = new ArrayList<>();
      lines.add("Would encrypt  store " + store.name() + " anew, for the configured key alone");
      dropped.forEach(
          slot -> lines.add("Would drop     key " + slot.id() + "  " + slot.description()));
      invocation.done("store-rekey", members(store, before), lines);
      return ExitCode.DONE;
    }
    confirmation.require(question(store, dropped), invocation.surroundings());
    invocation
        .audit()
        .require(AuditEvent.of(AuditAction.STORE_REKEYED).with(store.name() + " by store rekey"));
    StoreReport report = store.operations().rekey();
    invocation.done(
        "store-rekey", members(store, report), Maintained.lines("Encrypted anew", report));
    return ExitCode.DONE;
  }

  private Map<String, Object> members(Maintained store, StoreReport report) {
    Map<String, Object> members = Maintained.members(store.name(), report);
    members.put("dryRun", dryRun.given());
    return members;
  }

  private static String question(Maintained store, List<KeySlot> dropped) {
    return "Encrypt store '"
        + store.name()
        + "' anew?"
        + (dropped.isEmpty()
            ? ""
            : " It drops "
                + dropped.size()
                + (dropped.size() == 1 ? " other key." : " other keys."));
  }
}
