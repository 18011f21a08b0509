// SPDX-License-Identifier: Apache-2.0
package com.example.springboot;

import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.rotation.Provenance;
import dev.halfturn.rotation.RotationTracker;
import dev.halfturn.secrets.Applications;
import dev.halfturn.secrets.NewApplication;
import dev.halfturn.secrets.NewSeller;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.SecretValue;
import java.util.Optional;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Amazon on this machine, and an application with a seller, there and in the store. */
@Configuration(proxyBeanMethods = false)
class SimulatedAmazon {

  @Bean
  AmazonSimulator amazon() {
    return AmazonSimulator.start();
  }

  @Bean
  Endpoints endpoints(AmazonSimulator amazon) {
    Endpoints.Builder endpoints =
        Endpoints.builder().allowCustom(true).lwa(amazon.lwaEndpoint().toString());
    for (Region region : Region.values()) {
      endpoints.spApi(SpApiRegion.valueOf(region.name()), amazon.spApi(region).toString());
    }
    return endpoints.build();
  }

  @Bean
  ApplicationRunner credentials(
      AmazonSimulator amazon, Applications applications, RotationTracker tracker) {
    return arguments -> {
      SimulatedApp erp = amazon.addApp("erp");
      applications.add(
          new NewApplication(
              "erp",
              erp.clientId(),
              SecretValue.ofUtf8(erp.secret()),
              Optional.of(SpApiRegion.EU),
              false));
      String refreshToken = erp.addSeller("acme", Region.EU).refreshToken();
      applications.addSeller(
          new NewSeller("erp", "acme", SecretValue.ofUtf8(refreshToken), Optional.empty(), false));
      tracker.declareIssued("erp", amazon.now(), Provenance.DECLARED);
    };
  }
}
