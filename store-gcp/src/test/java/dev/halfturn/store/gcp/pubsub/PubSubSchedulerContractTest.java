// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.testkit.ExpirySchedulerContract;
import dev.halfturn.testkit.PluginFactoryContract;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

class PubSubSchedulerContractTest extends ExpirySchedulerContract implements PluginFactoryContract {

  private final Bed bed = Bed.prepared().withApp("erp").withApp("other");

  @AfterEach
  void stop() {
    bed.close();
  }

  @Override
  protected ExpiryScheduler open(PluginContext context) {
    return new PubSubSchedulerFactory()
        .open(Bed.config(Bed.PULLING, bed.google.endpoint()), context);
  }

  @Override
  protected InstantSource clock() {
    return bed.clock;
  }

  @Override
  protected void drive(ExpiryScheduler scheduler) {
    bed.rotations.fireDue();
  }

  @Override
  public PluginFactory<?> factory() {
    return new PubSubSchedulerFactory();
  }

  @Override
  public Map<String, String> minimalSettings() {
    return Map.of();
  }
}
