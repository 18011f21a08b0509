// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.doctor;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.config.StoreKey;
import dev.halfturn.cli.output.Counts;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.ExaminedStoreFactory;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.KeySlot;
import dev.halfturn.spi.MaintainedStoreFactory;
import dev.halfturn.spi.Observed;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.StoreReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The store in use: whether it opens, and what its owner should know. */
final class StoreTopic {

  private static final String LABEL = Topic.STORE.text();
  private static final String OPEN = "open";

  private StoreTopic() {}

  static Finding examine(Invocation invocation) {
    PluginInstance<SecretStore> store = invocation.quietConfiguration().store();
    String text = text(store.name(), store.factory().name());
    try {
      if (store.factory() instanceof ExaminedStoreFactory factory) {
        return examine(
            text,
            store.config(),
            invocation.context(store.name()),
            factory,
            () -> invocation.openStore(store.name()));
      }
      return store.factory() instanceof MaintainedStoreFactory factory
          ? judge(text, verify(factory, invocation), keySource(invocation, store.name()))
          : count(text, store.name(), invocation);
    } catch (HalfturnException e) {
      return Finding.of(
          LABEL, text, List.of(Finding.failure(OPEN, e.getMessage()).advising(e.hint())));
    }
  }

  /**
   * What a store that knows its surroundings says of them, and whether it opens, which is said
   * last: the rest tells why not.
   */
  static Finding examine(
      String text,
      PluginConfig config,
      PluginContext context,
      ExaminedStoreFactory factory,
      Supplier<SecretStore> opening) {
    SortedSet<String> apps = new TreeSet<>();
    Finding open = open(opening, apps);
    List<Finding> parts = new ArrayList<>();
    factory.examine(config, context, apps).forEach(one -> parts.add(finding(one)));
    parts.add(open);
    return Finding.of(LABEL, text, parts);
  }

  /**
   * Whether the store lists what is in it.
   *
   * @param apps gets the applications that are
   */
  private static Finding open(Supplier<SecretStore> opening, Set<String> apps) {
    try (SecretStore opened = opening.get();
        Stream<SecretName> names = opened.names("")) {
      List<SecretName> all = names.toList();
      all.stream().flatMap(name -> CredentialNames.appOf(name).stream()).forEach(apps::add);
      return Finding.ok(OPEN, entries(all.size()));
    } catch (HalfturnException e) {
      return Finding.failure(OPEN, e.getMessage()).advising(e.hint());
    }
  }

  private static Finding finding(Observed observed) {
    Finding.Level level =
        switch (observed.level()) {
          case OK -> Finding.Level.OK;
          case UNKNOWN -> Finding.Level.SKIPPED;
          case WARNING -> Finding.Level.WARNING;
          case FAILURE -> Finding.Level.FAILURE;
        };
    return new Finding(observed.label(), level, observed.text(), observed.advice(), List.of());
  }

  /** Whether nothing else in the store can be looked at. */
  static boolean isShut(Finding store) {
    return store.findings().stream()
        .anyMatch(part -> part.label().equals(OPEN) && part.level() == Finding.Level.FAILURE);
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
            OPEN,
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
      return Finding.of(LABEL, text, List.of(Finding.ok(OPEN, entries(names.count()))));
    }
  }

  private static String entries(long count) {
    return Counts.of(count, "entry", "entries");
  }

  private static String text(String name, String type) {
    return name.equals(type) ? name : name + " (" + type + ")";
  }
}
