// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.key;

import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.cli.input.SecretInput;
import dev.halfturn.cli.verb.store.Maintained;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.StoreMaintenance.KeyOrigin;
import dev.halfturn.spi.StoreReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code halfturn key add}. */
@Command(
    name = "add",
    header = "Lets one more key open the store.",
    description = "Without --key-file or --key-command the new key is a passphrase.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn key add                              a passphrase; asks, hidden",
      "  halfturn key add --secret-file new.txt        a passphrase from a file",
      "  halfturn key add --key-file spare.key --generate"
    })
public final class KeyAdd extends Verb {

  @Option(names = "--key-file", paramLabel = "FILE", description = "The new key is in this file.")
  Optional<Path> keyFile = Optional.empty();

  @Option(
      names = "--key-command",
      paramLabel = "COMMAND",
      description = "The new key is what this command prints.")
  Optional<String> keyCommand = Optional.empty();

  @Option(names = "--generate", description = "Make the key file; it must not exist yet.")
  boolean generate;

  @Mixin SecretInput passphrase;

  @Mixin DryRun dryRun;

  public KeyAdd(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    if (generate && keyFile.isEmpty()) {
      throw new HalfturnException(
          Problem.of(ErrorCode.INVALID_ARGUMENT, "--generate makes a key file and none is named")
              .withHint("add --key-file FILE"));
    }
    Maintained store = Maintained.of(invocation);
    KeyOrigin origin = generate ? KeyOrigin.GENERATE : KeyOrigin.EXISTING;
    if (dryRun.given()) {
      StoreReport report = store.operations().checkAddKey(newKey(), origin);
      Map<String, Object> members = Maintained.members(store.name(), report);
      members.put("dryRun", true);
      invocation.done(
          "key-add",
          members,
          List.of(
              "Would add  a key to store " + store.name() + ", which has " + report.keys().size()));
      return ExitCode.DONE;
    }
    PluginConfig added = newKey();
    invocation
        .audit()
        .require(AuditEvent.of(AuditAction.STORE_REKEYED).with(store.name() + " by key add"));
    StoreReport report = store.operations().addKey(added, origin);
    Map<String, Object> members = Maintained.members(store.name(), report);
    members.put("dryRun", false);
    invocation.done("key-add", members, Maintained.lines("Added", report));
    return ExitCode.DONE;
  }

  private PluginConfig newKey() {
    if (keyFile.isPresent()) {
      Path path = invocation.surroundings().directory().resolve(keyFile.get());
      if (!generate && Files.notExists(path)) {
        throw new HalfturnException(
            Problem.of(ErrorCode.NOT_FOUND, "KEY_MISSING", "there is no key file '" + path + "'")
                .withHint("correct the path, or have it made by --generate"));
      }
      return invocation.storeConfigWithKey("key-file", path.toString());
    }
    if (keyCommand.isPresent()) {
      return invocation.storeConfigWithKey("key-command", keyCommand.get());
    }
    return invocation.storeConfigWithKey(
        "passphrase",
        passphrase.readTwice("new passphrase", invocation.surroundings()).revealUtf8());
  }
}
