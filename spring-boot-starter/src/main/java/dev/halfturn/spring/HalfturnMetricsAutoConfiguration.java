// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import dev.halfturn.Halfturn;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Counts and measures for Micrometer, by the names of {@code halfturn serve}. */
@AutoConfiguration(after = HalfturnAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(Halfturn.class)
public class HalfturnMetricsAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  HalfturnMeters halfturnMeters(StatusBoard board, ObjectProvider<Halfturn> halfturn) {
    return new HalfturnMeters(
        board, () -> halfturn.getObject().configuration().rotation().rotateAt());
  }
}
