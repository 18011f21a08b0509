// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import dev.halfturn.Halfturn;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Shows how client secrets stand as {@code halfturn} in the application's health. */
@AutoConfiguration(after = HalfturnAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(Halfturn.class)
public class HalfturnHealthAutoConfiguration {

  // on the method, since its own conditions are among what may be absent
  @Bean
  @ConditionalOnEnabledHealthIndicator("halfturn")
  @ConditionalOnMissingBean(name = "halfturnHealthIndicator")
  HealthIndicator halfturnHealthIndicator(StatusBoard board, CredentialNews news) {
    return new HalfturnHealthIndicator(board, news);
  }
}
