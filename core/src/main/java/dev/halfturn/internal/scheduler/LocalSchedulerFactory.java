// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.scheduler;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.ExpirySchedulerFactory;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import java.util.List;

/** The scheduler {@code local}: a thread of this process. */
public final class LocalSchedulerFactory implements ExpirySchedulerFactory {

  @Override
  public String name() {
    return "local";
  }

  @Override
  public List<ConfigOption<?>> options() {
    return List.of();
  }

  @Override
  public ExpiryScheduler open(PluginConfig config, PluginContext context) {
    return new LocalScheduler(context.clock(), new ThreadTimer("halfturn-" + context.instance()));
  }
}
