// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.plugin.PluginInfo;
import dev.halfturn.plugin.PluginRegistry;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CloudPluginsTest {

  private static final Pattern OF_A_CLOUD =
      Pattern.compile(
          "dev\\.halfturn\\.(store\\.(aws|azure|gcp)|notifier\\.sns|rotator\\.spapi)\\..*");

  @Test
  void areKnownByTheirNames() {
    assertThat(
            PluginRegistry.discover(getClass().getClassLoader()).plugins().stream()
                .filter(plugin -> OF_A_CLOUD.matcher(plugin.className()).matches())
                .map(PluginInfo::name)
                .collect(Collectors.toSet()))
        .isEqualTo(CloudPlugins.NAMES);
  }
}
