// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.store;

import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.spi.StoreMaintenance.Recovery;
import dev.halfturn.spi.StoreReport;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code halfturn store recover}. */
@Command(
    name = "recover",
    header = "Repairs the store; what was damaged is kept aside.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn store recover --from prev --dry-run",
      "  halfturn store recover --accept-rollback     after a backup was restored",
      "  halfturn store recover --fix-permissions"
    })
public final class StoreRecover extends Verb {

  @ArgGroup(multiplicity = "1")
  How how;

  @Mixin DryRun dryRun;

  /** Exactly one of these. */
  static final class How {
    @Option(
        names = "--from",
        paramLabel = "prev",
        converter = FromConverter.class,
        description = "Put the previous generation in place of the damaged or missing store.")
    Recovery from;

    @Option(
        names = "--accept-rollback",
        description = "Accept a store that is older than it should be, for good.")
    boolean acceptRollback;

    @Option(
        names = "--fix-permissions",
        description = "Close files that are open to more people than they may be.")
    boolean fixPermissions;

    Recovery recovery() {
      if (acceptRollback) {
        return Recovery.ACCEPT_ROLLBACK;
      }
      return fixPermissions ? Recovery.FIX_PERMISSIONS : from;
    }
  }

  /** The only generation that is kept. */
  static final class FromConverter implements ITypeConverter<Recovery> {
    @Override
    public Recovery convert(String text) {
      if (!text.equals("prev")) {
        throw new TypeConversionException("must be 'prev'");
      }
      return Recovery.FROM_PREVIOUS;
    }
  }

  public StoreRecover(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    Maintained store = Maintained.of(invocation);
    StoreReport report = store.operations().recover(how.recovery(), dryRun.given());
    if (!dryRun.given()) { // not before: to be put in order is what the disk may need
      invocation
          .audit()
          .record(
              AuditEvent.of(AuditAction.STORE_RECOVERED)
                  .with(store.name() + ", " + how.recovery().name().toLowerCase(Locale.ROOT)));
    }
    Map<String, Object> members = Maintained.members(store.name(), report);
    members.put("dryRun", dryRun.given());
    invocation.done(
        "store-recover",
        members,
        Maintained.lines(dryRun.verb("Recovered", "recover: the store would be"), report));
    return ExitCode.DONE;
  }
}
