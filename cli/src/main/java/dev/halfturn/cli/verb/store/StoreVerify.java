// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.store;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.spi.StoreReport;
import picocli.CommandLine.Command;

/** {@code halfturn store verify}. */
@Command(
    name = "verify",
    header = "Reads the whole store and says what was found; changes nothing.",
    footerHeading = "%nExamples:%n",
    footer = "  halfturn store verify --json")
public final class StoreVerify extends Verb {

  public StoreVerify(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    Maintained store = Maintained.of(invocation);
    StoreReport report = store.operations().verify();
    invocation.result(
        "store-verify",
        Maintained.members(store.name(), report),
        Maintained.lines(invocation.glyphs().ok() + " sound", report));
    return ExitCode.DONE;
  }
}
