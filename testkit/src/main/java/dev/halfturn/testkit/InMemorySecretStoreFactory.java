// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretStoreFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The store {@code memory}. Each factory remembers its stores by the name of the instance, so that
 * opening an instance again finds the data again; another factory, and another JVM, begins empty.
 */
public final class InMemorySecretStoreFactory implements SecretStoreFactory {

  private final Map<String, InMemorySecretStore> byInstance = new ConcurrentHashMap<>();

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<ConfigOption<?>> options() {
    return List.of();
  }

  @Override
  public InMemorySecretStore open(PluginConfig config, PluginContext context) {
    return byInstance
        .computeIfAbsent(context.instance(), instance -> new InMemorySecretStore(context.clock()))
        .openAgain();
  }
}
