// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import dev.halfturn.Halfturn;
import dev.halfturn.plugin.ConfigException;
import dev.halfturn.plugin.Configuration;
import dev.halfturn.plugin.EffectiveSetting;
import dev.halfturn.plugin.PluginRegistry;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Keeps what is secret out of what Actuator shows of properties; also where Halfturn is switched
 * off, since its properties are there all the same.
 */
@AutoConfiguration(after = HalfturnAutoConfiguration.class)
@ConditionalOnClass(SanitizingFunction.class)
public class HalfturnSanitizingAutoConfiguration {

  @Bean
  SanitizingFunction halfturnSanitizingFunction(
      ConfigurableEnvironment environment,
      ObjectProvider<SpringSettings> settings,
      ObjectProvider<Halfturn> halfturn) {
    PluginRegistry plugins = PluginRegistry.discover(Halfturn.class.getClassLoader());
    SpringSettings read = settings.getIfAvailable(() -> SpringSettings.of(environment, plugins));
    return new HalfturnSanitizingFunction(
        read,
        HalfturnSanitizingAutoConfiguration::variable,
        () ->
            Optional.ofNullable(halfturn.getIfAvailable())
                .map(opened -> opened.configuration().effective())
                .orElseGet(() -> unopened(read, plugins)));
  }

  /** Where they are not valid, none is known to be harmless. */
  private static List<EffectiveSetting> unopened(SpringSettings settings, PluginRegistry plugins) {
    try {
      return Configuration.of(
              settings.unchecked(), plugins, HalfturnSanitizingAutoConfiguration::variable)
          .effective();
    } catch (ConfigException e) {
      return List.of();
    }
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name));
  }
}
