// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import dev.halfturn.spi.PluginFactory;
import java.util.Map;

class RecordingNotifierFactoryTest implements PluginFactoryContract {

  @Override
  public PluginFactory<?> factory() {
    return new RecordingNotifierFactory();
  }

  @Override
  public Map<String, String> minimalSettings() {
    return Map.of();
  }
}
