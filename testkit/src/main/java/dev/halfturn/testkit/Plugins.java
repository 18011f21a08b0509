// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PluginFactory;
import java.util.Map;

/** Opens plug-ins the way the configuration does. */
public final class Plugins {

  private Plugins() {}

  /**
   * Checks the settings and opens the plug-in.
   *
   * @param settings texts by option key
   * @throws AssertionError with every problem, if the settings are not valid
   */
  public static <T extends AutoCloseable> T open(
      PluginFactory<T> factory, Map<String, String> settings, PluginContext context) {
    PluginConfig.Parsed parsed = PluginConfig.parse(factory.options(), settings);
    PluginConfig config =
        parsed.config().orElseThrow(() -> new AssertionError(String.join("; ", parsed.problems())));
    return factory.open(config, context);
  }
}
