// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.store;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PolicyStoreFactory;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code halfturn store policy}. */
@Command(
    name = "policy",
    header = "Prints the least rights that a store needs; opens and changes nothing.",
    description =
        "To be reviewed, then pasted where such rights are given. A plug-in that knows none ends it"
            + " with 19.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn store policy",
      "  halfturn store policy prod --app erp --app shop",
      "  halfturn store policy --type aws-ssm --app erp"
    })
public final class StorePolicy extends Verb {

  @Parameters(
      arity = "0..1",
      paramLabel = "<store>",
      description = "A store instance (the one in use).")
  Optional<String> store = Optional.empty();

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "A store plug-in, with its defaults, in place of a configured store.")
  Optional<String> type = Optional.empty();

  @Option(
      names = "--app",
      paramLabel = "APP",
      description = "Only for this application; may be repeated.")
  SortedSet<String> apps = new TreeSet<>();

  public StorePolicy(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    apps.forEach(CredentialNames::app); // a wildcard would be a right for more than was meant
    if (type.isPresent() && store.isPresent()) {
      throw new HalfturnException(
          Problem.of(ErrorCode.INVALID_ARGUMENT, "a store and --type exclude one another")
              .withHint("leave out one of them"));
    }
    PluginInstance<SecretStore> instance =
        type.map(invocation::unconfiguredStore).orElseGet(() -> invocation.storeInstance(store));
    if (!(instance.factory() instanceof PolicyStoreFactory factory)) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.UNSUPPORTED,
                  "the plug-in '" + instance.factory().name() + "' knows no policy for its stores")
              .withHint("see its own documentation for the rights it needs"));
    }
    List<String> lines = factory.leastRights(instance.config(), apps);
    Map<String, Object> members = JsonText.object();
    members.put("store", instance.name());
    members.put("type", factory.name());
    members.put("apps", apps);
    members.put("lines", lines);
    invocation.result("store-policy", members, lines);
    return ExitCode.DONE;
  }
}
