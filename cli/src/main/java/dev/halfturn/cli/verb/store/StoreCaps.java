// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.store;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.output.Table;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.MaintainedStoreFactory;
import dev.halfturn.spi.SecretStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code halfturn store caps}. */
@Command(
    name = "caps",
    header = "Shows what each configured store can do.",
    description = {
      "From what the store itself implements. VERSIONS: earlier versions can be read. CLAIM: two"
          + " that rotate at once are kept apart. BATCH: several entries are written as one. EXPIRY:"
          + " the service shows when a secret ends. CARE: its owner makes, checks and repairs it.",
      "A store must be open to be asked."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  halfturn store caps", "  halfturn store caps backup --json"})
public final class StoreCaps extends Verb {

  @Parameters(arity = "0..*", paramLabel = "<store>", description = "Only these stores.")
  List<String> stores = new ArrayList<>();

  private final Table table = new Table("STORE", "VERSIONS", "CLAIM", "BATCH", "EXPIRY", "CARE");
  private final List<Map<String, Object>> results = new ArrayList<>();
  private ExitCode exit = ExitCode.DONE;

  public StoreCaps(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    Collection<String> names = stores.isEmpty() ? invocation.configuration().stores() : stores;
    names.forEach(this::ask);
    invocation.result("store-caps", Map.of("stores", results), table.lines());
    return exit;
  }

  private void ask(String name) {
    boolean care =
        invocation.configuration().store(name).factory() instanceof MaintainedStoreFactory;
    try (SecretStore store = invocation.openStore(name)) {
      Capabilities capabilities = Capabilities.of(store);
      table.row(
          name,
          word(capabilities.versions()),
          capabilities.claim(),
          word(capabilities.batch()),
          word(capabilities.expiry()),
          word(care));
      add(name, Optional.of(capabilities), care);
    } catch (HalfturnException e) {
      table.row(name, "?", "?", "?", "?", word(care));
      add(name, Optional.empty(), care);
      invocation.error(e.problem());
      exit = ExitCode.of(e);
    }
  }

  private void add(String name, Optional<Capabilities> capabilities, boolean care) {
    Map<String, Object> members = JsonText.object();
    members.put("store", name);
    members.put("can", capabilities.map(Capabilities::members));
    members.put("care", care);
    results.add(members);
  }

  private static String word(boolean can) {
    return can ? "yes" : "-";
  }
}
