// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.testkit.ExpirySchedulerContract;
import dev.halfturn.testkit.PluginFactoryContract;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

class EventGridSchedulerContractTest extends ExpirySchedulerContract
    implements PluginFactoryContract {

  private final Bed bed = new Bed();

  @AfterEach
  void stop() {
    bed.close();
  }

  @Override
  protected ExpiryScheduler open(PluginContext context) {
    return bed.open(context, Map.of());
  }

  @Override
  protected InstantSource clock() {
    return bed.clock;
  }

  @Override
  public PluginFactory<?> factory() {
    return new EventGridSchedulerFactory();
  }

  @Override
  public Map<String, String> minimalSettings() {
    return Map.of("storage-account", "shopwakeups");
  }
}
