// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.store;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.spi.StoreMaintenance.KeyOrigin;
import dev.halfturn.spi.StoreReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code halfturn store init}. */
@Command(
    name = "init",
    header = "Creates the configured store, empty.",
    description = "Never overwrites: an existing store or key is left alone and refused.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn store init --generate-key     the key file is made, too",
      "  halfturn store init                    the key exists"
    })
public final class StoreInit extends Verb {

  @Option(names = "--generate-key", description = "Make the configured key file, too.")
  boolean generateKey;

  @Mixin DryRun dryRun;

  public StoreInit(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    Maintained store = Maintained.ofNew(invocation);
    KeyOrigin key = generateKey ? KeyOrigin.GENERATE : KeyOrigin.EXISTING;
    if (dryRun.given()) {
      store.operations().checkInit(key);
      Map<String, Object> members = Maintained.members(store.name(), Optional.empty());
      members.put("dryRun", true);
      invocation.done("store-init", members, List.of("Would create  store " + store.name()));
      return ExitCode.DONE;
    }
    StoreReport report = store.operations().init(key);
    Map<String, Object> members = Maintained.members(store.name(), report);
    members.put("dryRun", false);
    invocation.done("store-init", members, Maintained.lines("Created", report));
    return ExitCode.DONE;
  }
}
