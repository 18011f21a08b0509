// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.doctor;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.config.StoreKey;
import dev.halfturn.cli.output.Counts;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.KeySlot;
import dev.halfturn.spi.MaintainedStoreFactory;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.StoreReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The store in use: whether it opens, and what its owner should know. */
final class StoreTopic {

  private static final String LABEL = Topic.STORE.text();

  private StoreTopic() {}

  static Finding examine(Invocation invocation) {
    PluginInstance<SecretStore> store = invocation.quietConfiguration().store();
    String text = text(store.name(), store.factory().name());
    try {
      return store.factory() instanceof MaintainedStoreFactory factory
          ? judge(text, verify(factory, invocation), keySource(invocation, store.name()))
          : count(text, store.name(), invocation);
    } catch (HalfturnException e) {
      return Finding.of(
          LABEL, text, List.of(Finding.failure("open", e.getMessage()).advising(e.hint())));
    }
  }

  private static StoreReport verify(MaintainedStoreFactory factory, Invocation invocation) {
    PluginInstance<SecretStore> store = invocation.store(false);
    return factory.maintain(store.config(), invocation.context(store.name())).verify();
  }

  private static Finding keySource(Invocation invocation, String store) {
    Optional<String> option = StoreKey.option(invocation.settings(), store);
    if (StoreKey.isInEnvironment(invocation.settings(), store)) {
      return Finding.warning("key", "KEY_FROM_ENV: from an environment variable")
          .advising("every program that is started from here gets it, too; use a file");
    }
    return Finding.ok("key", option.map(name -> "from " + name).orElse("asked for"));
  }

  /** What a report of a store that is a file comes to. */
  static Finding judge(String text, StoreReport report, Finding keySource) {
    List<Finding> parts = new ArrayList<>();
    parts.add(
        Finding.ok(
            "open",
            report.location()
                + ", generation "
                + report.generation()
                + ", "
                + entries(report.entries())));
    parts.add(keySource);
    parts.add(keys(report.keys()));
    if (report.conditions().isEmpty()) {
      parts.add(Finding.ok("care", "modes, previous generation and rollback mark are in order"));
    }
    report
        .conditions()
        .forEach(
            condition ->
                parts.add(Finding.warning("care", condition.name() + ": " + condition.text())));
    return Finding.of(LABEL, text, parts);
  }

  private static Finding keys(List<KeySlot> keys) {
    String used =
        keys.stream()
            .filter(KeySlot::configured)
            .map(slot -> slot.kind() + ", " + slot.description())
            .findFirst()
            .orElse("opened by none of them");
    return Finding.ok("slots", Counts.of(keys.size(), "slot", "slots") + "; in use: " + used);
  }

  private static Finding count(String text, String name, Invocation invocation) {
    try (SecretStore opened = invocation.openStore(name);
        Stream<SecretName> names = opened.names("")) {
      return Finding.of(LABEL, text, List.of(Finding.ok("open", entries(names.count()))));
    }
  }

  private static String entries(long count) {
    return Counts.of(count, "entry", "entries");
  }

  private static String text(String name, String type) {
    return name.equals(type) ? name : name + " (" + type + ")";
  }
}
