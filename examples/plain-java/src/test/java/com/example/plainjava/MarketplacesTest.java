// SPDX-License-Identifier: Apache-2.0
package com.example.plainjava;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.Halfturn;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.junit.HalfturnExtension;
import dev.halfturn.junit.Rehearsal;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Endpoint;
import dev.halfturn.simulator.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MarketplacesTest {

  @RegisterExtension
  final HalfturnExtension halfturn =
      HalfturnExtension.of(
          Rehearsal.withApp("erp").seller("acme-us").seller("acme-de", SpApiRegion.EU).inFile());

  @Test
  void survivesARotation(Rehearsal rehearsal, Halfturn opened) throws Exception {
    Marketplaces marketplaces = Main.marketplaces(opened, "erp", "acme-us");
    assertThat(marketplaces.ofTheSeller()).contains("ATVPDKIKX0DER");

    rehearsal.advanceDays(150);
    rehearsal.rotate("erp");
    assertThat(marketplaces.ofTheSeller()).contains("ATVPDKIKX0DER");

    rehearsal.expireOldSecrets();
    assertThat(marketplaces.ofTheSeller()).contains("ATVPDKIKX0DER");
  }

  @Test
  void asksTheRegionOfTheSeller(Halfturn opened) throws Exception {
    assertThat(Main.marketplaces(opened, "erp", "acme-de").ofTheSeller())
        .contains("A1PA6795UKMFR9");
  }

  @Test
  void asksOnceMoreWithAnotherTokenWhenOneIsRefused(
      Rehearsal rehearsal, Halfturn opened, AmazonSimulator amazon) throws Exception {
    Marketplaces marketplaces = Main.marketplaces(opened, "erp", "acme-us");
    marketplaces.ofTheSeller();

    rehearsal.clock().advance(Duration.ofHours(2)); // as if the machine had slept

    assertThat(marketplaces.ofTheSeller()).contains("ATVPDKIKX0DER");
    assertThat(amazon.log().calls(Endpoint.TOKEN)).isEqualTo(2);
  }

  @Test
  void sharesOneExchangeAmongManyCalls(Halfturn opened, AmazonSimulator amazon) throws Exception {
    Marketplaces marketplaces = Main.marketplaces(opened, "erp", "acme-us");
    for (int call = 0; call < 20; call++) {
      marketplaces.ofTheSeller();
    }

    assertThat(amazon.log().calls(Endpoint.TOKEN)).isEqualTo(1);
  }

  @Test
  void getsOnWithTheTokenItHasWhileAmazonIsDown(Rehearsal rehearsal, Halfturn opened)
      throws Exception {
    Marketplaces marketplaces = Main.marketplaces(opened, "erp", "acme-us");
    marketplaces.ofTheSeller();

    rehearsal.breakAmazon(Endpoint.TOKEN, Fault.status(503));

    assertThat(marketplaces.ofTheSeller()).contains("ATVPDKIKX0DER");
  }
}
