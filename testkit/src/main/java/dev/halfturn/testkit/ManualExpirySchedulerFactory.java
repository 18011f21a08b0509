// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ExpirySchedulerFactory;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The scheduler {@code manual}; the factory gives access to what it opened. */
public final class ManualExpirySchedulerFactory implements ExpirySchedulerFactory {

  private final Map<String, ManualExpiryScheduler> lastByInstance = new ConcurrentHashMap<>();

  @Override
  public String name() {
    return "manual";
  }

  @Override
  public List<ConfigOption<?>> options() {
    return List.of();
  }

  @Override
  public ManualExpiryScheduler open(PluginConfig config, PluginContext context) {
    ManualExpiryScheduler scheduler = new ManualExpiryScheduler(context.clock());
    lastByInstance.put(context.instance(), scheduler);
    return scheduler;
  }

  /** What was opened last for an instance of the configuration; empty if nothing was. */
  public Optional<ManualExpiryScheduler> opened(String instance) {
    return Optional.ofNullable(lastByInstance.get(instance));
  }
}
