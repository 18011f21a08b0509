// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.notifier;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.NotifierFactory;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import java.util.List;

/** The notifier {@code log}: whoever reads the log is told. */
public final class LogNotifierFactory implements NotifierFactory {

  @Override
  public String name() {
    return "log";
  }

  @Override
  public List<ConfigOption<?>> options() {
    return List.of();
  }

  @Override
  public Notifier open(PluginConfig config, PluginContext context) {
    return new LogNotifier(context.clock());
  }
}
