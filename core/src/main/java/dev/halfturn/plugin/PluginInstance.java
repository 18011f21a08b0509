// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PluginFactory;
import java.util.Objects;

/**
 * A plug-in as configured, not yet opened.
 *
 * @param name how the configuration and messages call it
 * @param factory what makes it; test with {@code instanceof} for what only some factories can do
 * @param config its options, checked
 * @param <T> what it makes
 */
public record PluginInstance<T extends AutoCloseable>(
    String name, PluginFactory<T> factory, PluginConfig config) {

  public PluginInstance {
    Objects.requireNonNull(name);
    Objects.requireNonNull(factory);
    Objects.requireNonNull(config);
  }

  /**
   * Opens it; whoever opens, closes.
   *
   * @param context the surroundings, of this instance's name
   * @throws HalfturnException if it cannot be opened; nothing is left behind
   */
  public T open(PluginContext context) {
    return factory.open(config, context);
  }
}
