// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.call;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.PluginConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Accesses for tests, in surroundings of their own. */
final class Accesses {

  private Accesses() {}

  static GcpAccess of(Map<String, String> settings) {
    return of(settings, Map.of());
  }

  static GcpAccess of(Map<String, String> settings, Map<String, String> environment) {
    List<ConfigOption<?>> options = new ArrayList<>(GcpOptions.ALL);
    options.add(GcpOptions.PUBSUB_ENDPOINT);
    return new GcpAccess(
        "store 'tested'",
        PluginConfig.parse(options, settings).config().orElseThrow(),
        environment::get);
  }
}
