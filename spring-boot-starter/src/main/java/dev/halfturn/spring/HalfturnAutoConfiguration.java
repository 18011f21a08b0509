// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import dev.halfturn.Halfturn;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.rotation.RotationTracker;
import dev.halfturn.rotation.Rotator;
import dev.halfturn.secrets.Applications;
import dev.halfturn.secrets.Secrets;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.token.AccessTokens;
import java.time.InstantSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Opens Halfturn with the application's properties and closes it with the application; offers its
 * parts as beans. An application that defines a bean of one of these types itself keeps its own,
 * and the rest is made from that.
 */
@AutoConfiguration
@ConditionalOnProperty(prefix = "halfturn", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(HalfturnProperties.class)
public class HalfturnAutoConfiguration {

  /** The name of the bean. */
  static final String HALFTURN = "halfturn";

  @Bean
  @ConditionalOnMissingBean
  PluginRegistry halfturnPlugins(ObjectProvider<PluginFactory<?>> factories) {
    PluginRegistry plugins = PluginRegistry.discover(Halfturn.class.getClassLoader());
    for (PluginFactory<?> factory : factories) {
      plugins = plugins.with(factory);
    }
    return plugins;
  }

  @Bean
  SpringSettings halfturnSettings(ConfigurableEnvironment environment, PluginRegistry plugins) {
    return SpringSettings.of(environment, plugins);
  }

  @Bean(name = HALFTURN)
  @ConditionalOnMissingBean
  Halfturn halfturn(
      ListableBeanFactory beans,
      SpringSettings settings,
      HalfturnProperties properties,
      ObjectProvider<InstantSource> clock,
      ObjectProvider<CredentialListener> listeners) {
    return new Opening(beans, settings, properties, clockOf(clock))
        .open(listeners.orderedStream().toList());
  }

  // What belongs to Halfturn is closed by it: no bean here but Halfturn has a destroy method.

  @Bean(destroyMethod = "")
  @ConditionalOnMissingBean
  AccessTokens halfturnTokens(Halfturn halfturn) {
    return halfturn.tokens();
  }

  @Bean(destroyMethod = "")
  @ConditionalOnMissingBean
  RotationTracker halfturnTracker(Halfturn halfturn) {
    return halfturn.tracker();
  }

  @Bean(destroyMethod = "")
  @ConditionalOnMissingBean
  Rotator halfturnRotator(Halfturn halfturn) {
    return halfturn.rotator();
  }

  @Bean(destroyMethod = "")
  @ConditionalOnMissingBean
  Secrets halfturnSecrets(Halfturn halfturn) {
    return halfturn.secrets();
  }

  @Bean(destroyMethod = "")
  @ConditionalOnMissingBean
  Applications halfturnApplications(Halfturn halfturn) {
    return halfturn.applications();
  }

  @Bean
  CredentialNews halfturnCredentialNews() {
    return new CredentialNews();
  }

  @Bean
  StatusBoard halfturnStatusBoard(
      ObjectProvider<Halfturn> halfturn, ObjectProvider<InstantSource> clock) {
    return new StatusBoard(halfturn::getObject, clockOf(clock));
  }

  @Bean
  HalfturnEvents halfturnEvents(ApplicationEventPublisher publisher, StatusBoard board) {
    HalfturnEvents events = new HalfturnEvents(publisher);
    board.onView(events::viewed);
    return events;
  }

  /** Nobody asks for it: where beans are made when they are needed, it would never be. */
  @Bean
  @Lazy(false)
  RotationNews halfturnRotationNews(Halfturn halfturn, HalfturnEvents events) {
    return new RotationNews(halfturn.onRotated(events::rotated));
  }

  /** Depends on Halfturn, so that looking ends before it is closed. */
  @Bean
  Looks halfturnLooks(HalfturnProperties properties, Halfturn halfturn, StatusBoard board) {
    return new Looks(properties, halfturn, board);
  }

  /** The application's, if there is one; which of several is meant nobody can say. */
  static InstantSource clockOf(ObjectProvider<InstantSource> clock) {
    return clock.getIfUnique(InstantSource::system);
  }
}
