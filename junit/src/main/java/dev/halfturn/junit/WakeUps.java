// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.junit;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.ExpirySchedulerFactory;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.testkit.ManualExpiryScheduler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A scheduler that wakes those who are due when it is told to, in all its openings. */
final class WakeUps implements ExpirySchedulerFactory {

  static final String NAME = "rehearsal";

  private final List<ManualExpiryScheduler> opened = new CopyOnWriteArrayList<>();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<ConfigOption<?>> options() {
    return List.of();
  }

  @Override
  public ExpiryScheduler open(PluginConfig config, PluginContext context) {
    ManualExpiryScheduler scheduler = new ManualExpiryScheduler(context.clock());
    opened.add(scheduler);
    return scheduler;
  }

  void runDue() {
    opened.forEach(ManualExpiryScheduler::runDue);
  }
}
