// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.everystore;

import dev.halfturn.plugin.PluginRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A service, played in this JVM, in which a store can be; or a file. */
public interface StorePlace extends AutoCloseable {

  /** The plug-in. */
  String type();

  /** Options of a store there, none of them secret. */
  Map<String, String> options();

  /** What a process finds in its environment. */
  default Map<String, String> environment() {
    return Map.of();
  }

  /** What a process needs of Java. */
  default List<String> javaOptions() {
    return List.of();
  }

  /** The plug-ins with which this JVM finds it, without that environment. */
  default PluginRegistry plugins() {
    return PluginRegistry.discover(StorePlace.class.getClassLoader());
  }

  /**
   * The same, where nobody waits.
   *
   * @param waits lets that much time pass instead
   */
  default PluginRegistry plugins(Consumer<Duration> waits) {
    return plugins();
  }

  /** The settings of a configuration in which it is the store. */
  default Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("store", type());
    options().forEach((option, value) -> settings.put("store." + type() + "." + option, value));
    return settings;
  }

  /**
   * Where a service has the store: which writes come to it.
   *
   * @param observer told on the service's own thread, before it does as it is asked
   */
  default void onWrite(Consumer<String> observer) {}

  /** Makes the store, where that is not done by writing into it. */
  default void create() {}

  @Override
  void close();
}
