// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.scheduler;

import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.testkit.ExpirySchedulerContract;
import dev.halfturn.testkit.PluginFactoryContract;
import java.util.List;
import java.util.Map;

class LocalSchedulerContractTest extends ExpirySchedulerContract implements PluginFactoryContract {

  @Override
  protected ExpiryScheduler open(PluginContext context) {
    PluginConfig none = PluginConfig.parse(List.of(), Map.of()).config().orElseThrow();
    return new LocalSchedulerFactory().open(none, context);
  }

  @Override
  public PluginFactory<?> factory() {
    return new LocalSchedulerFactory();
  }

  @Override
  public Map<String, String> minimalSettings() {
    return Map.of();
  }
}
