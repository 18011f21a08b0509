// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.testkit.ExpirySchedulerContract;
import dev.halfturn.testkit.PluginFactoryContract;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

class EventBridgeSchedulerContractTest extends ExpirySchedulerContract
    implements PluginFactoryContract {

  private final Bed bed = Bed.prepared();

  @AfterEach
  void stop() {
    bed.close();
  }

  @Override
  protected ExpiryScheduler open(PluginContext context) {
    return Bed.open(Bed.QUEUE, bed.aws.endpoint(), context);
  }

  @Override
  protected InstantSource clock() {
    return bed.clock;
  }

  @Override
  protected void drive(ExpiryScheduler scheduler) {
    bed.schedules.fireDue();
  }

  @Override
  public PluginFactory<?> factory() {
    return new EventBridgeSchedulerFactory();
  }

  @Override
  public Map<String, String> minimalSettings() {
    return Map.of("target-arn", Bed.QUEUE.text(), "role-arn", Bed.ROLE.text());
  }
}
