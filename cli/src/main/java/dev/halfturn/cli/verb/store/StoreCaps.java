// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.store;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.output.Table;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.spi.DescribedStoreFactory;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.MaintainedStoreFactory;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretStoreFactory;
import dev.halfturn.spi.StoreTraits;
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
          + " that rotate at once are kept apart, or seen after: one of them gives way. BATCH: several entries are written as one. EXPIRY:"
          + " the service shows when a secret ends. CARE: its owner makes, checks and repairs it.",
      "From what its plug-in says: EVENTS: what tells others of changes. AUDIT: what writes down who"
          + " reads and changes. OFFLINE: it needs no network.",
      "A store must be open to be asked."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  halfturn store caps", "  halfturn store caps backup --json"})
public final class StoreCaps extends Verb {

  private static final String UNKNOWN = "?";
  private static final String NOTHING = "-";

  @Parameters(arity = "0..*", paramLabel = "<store>", description = "Only these stores.")
  List<String> stores = new ArrayList<>();

  private final Table table =
      new Table(
          "STORE", "VERSIONS", "CLAIM", "BATCH", "EXPIRY", "CARE", "EVENTS", "AUDIT", "OFFLINE");
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
    SecretStoreFactory factory = factory(invocation.configuration().store(name));
    try (SecretStore store = invocation.openStore(name)) {
      add(name, factory, Optional.of(Capabilities.of(store)));
    } catch (HalfturnException e) {
      add(name, factory, Optional.empty());
      invocation.error(e.problem());
      exit = ExitCode.of(e);
    }
  }

  private static SecretStoreFactory factory(PluginInstance<SecretStore> store) {
    return (SecretStoreFactory) store.factory();
  }

  private void add(String name, SecretStoreFactory factory, Optional<Capabilities> capabilities) {
    boolean care = factory instanceof MaintainedStoreFactory;
    Optional<StoreTraits> traits =
        factory instanceof DescribedStoreFactory described
            ? Optional.of(described.traits())
            : Optional.empty();
    table.row(
        name,
        capabilities.map(Capabilities::versions).map(StoreCaps::word).orElse(UNKNOWN),
        capabilities.map(Capabilities::claim).orElse(UNKNOWN),
        capabilities.map(Capabilities::batch).map(StoreCaps::word).orElse(UNKNOWN),
        capabilities.map(Capabilities::expiry).map(StoreCaps::word).orElse(UNKNOWN),
        word(care),
        traits.map(known -> known.events().orElse(NOTHING)).orElse(UNKNOWN),
        traits.map(known -> known.audit().orElse(NOTHING)).orElse(UNKNOWN),
        traits.map(StoreTraits::offline).map(StoreCaps::word).orElse(UNKNOWN));
    Map<String, Object> members = JsonText.object();
    members.put("store", name);
    members.put("can", capabilities.map(Capabilities::members));
    members.put("care", care);
    members.put("events", traits.flatMap(StoreTraits::events));
    members.put("audit", traits.flatMap(StoreTraits::audit));
    members.put("offline", traits.map(StoreTraits::offline));
    results.add(members);
  }

  private static String word(boolean can) {
    return can ? "yes" : NOTHING;
  }
}
