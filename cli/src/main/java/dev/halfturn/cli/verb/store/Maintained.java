// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.store;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.KeySlot;
import dev.halfturn.spi.MaintainedStoreFactory;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.StoreCondition;
import dev.halfturn.spi.StoreMaintenance;
import dev.halfturn.spi.StoreReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configured store as its owner sees it, for the verbs that take care of it. */
public final class Maintained {

  private final Invocation invocation;
  private final PluginInstance<SecretStore> instance;
  private final MaintainedStoreFactory factory;

  private Maintained(
      Invocation invocation, PluginInstance<SecretStore> instance, MaintainedStoreFactory factory) {
    this.invocation = invocation;
    this.instance = instance;
    this.factory = factory;
  }

  /**
   * The configured store, which exists.
   *
   * @throws HalfturnException {@link ErrorCode#UNSUPPORTED} if a service takes care of it
   */
  public static Maintained of(Invocation invocation) {
    return of(invocation, invocation.store(false));
  }

  /** The configured store, which is about to be made. */
  static Maintained ofNew(Invocation invocation) {
    return of(invocation, invocation.store(true));
  }

  private static Maintained of(Invocation invocation, PluginInstance<SecretStore> instance) {
    if (instance.factory() instanceof MaintainedStoreFactory factory) {
      return new Maintained(invocation, instance, factory);
    }
    throw new HalfturnException(
        Problem.of(
                ErrorCode.UNSUPPORTED,
                "store '" + instance.name() + "' needs no care: its service does that")
            .withHint("this verb is for stores that are files"));
  }

  /** The name of the instance. */
  public String name() {
    return instance.name();
  }

  /** The operations. */
  public StoreMaintenance operations() {
    return factory.maintain(instance.config(), invocation.context(instance.name()));
  }

  /** The members of a report in JSON. */
  public static Map<String, Object> members(String store, StoreReport report) {
    return members(store, Optional.of(report));
  }

  /** The same of a store that there may not be yet. */
  static Map<String, Object> members(String store, Optional<StoreReport> report) {
    Map<String, Object> members = JsonText.object();
    members.put("store", store);
    members.put("location", report.map(StoreReport::location));
    members.put("storeId", report.map(StoreReport::storeId));
    members.put("generation", report.map(StoreReport::generation));
    members.put("entries", report.map(StoreReport::entries));
    members.put(
        "keys",
        report.map(StoreReport::keys).orElse(List.of()).stream().map(Maintained::members).toList());
    members.put(
        "conditions",
        report.map(StoreReport::conditions).orElse(List.of()).stream()
            .map(Maintained::members)
            .toList());
    return members;
  }

  private static Map<String, Object> members(StoreCondition condition) {
    Map<String, Object> members = JsonText.object();
    members.put("type", condition.name());
    members.put("message", condition.text());
    return members;
  }

  /** The members of a key slot in JSON. */
  public static Map<String, Object> members(KeySlot slot) {
    Map<String, Object> members = JsonText.object();
    members.put("id", slot.id());
    members.put("kind", slot.kind());
    members.put("description", slot.description());
    members.put("configured", slot.configured());
    return members;
  }

  /** A report for people. */
  public static List<String> lines(String headline, StoreReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(headline);
    lines.add("Store       " + report.location());
    lines.add("Id          " + report.storeId() + ", generation " + report.generation());
    lines.add("Entries     " + report.entries());
    report
        .keys()
        .forEach(slot -> lines.add("Key         " + slot.id() + "  " + slot.description()));
    report.conditions().forEach(condition -> lines.add(condition.name() + "  " + condition.text()));
    return lines;
  }
}
