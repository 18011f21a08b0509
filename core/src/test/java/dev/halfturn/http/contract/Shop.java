// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.http.contract;

import dev.halfturn.Halfturn;
import dev.halfturn.audit.Audit;
import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.plugin.Settings;
import dev.halfturn.secrets.NewApplication;
import dev.halfturn.secrets.NewSeller;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Endpoint;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.Rules;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.simulator.SimulatedSeller;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.token.TokenSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A program with one application and one seller at a simulated Amazon. */
public final class Shop implements AutoCloseable {

  public final AmazonSimulator amazon =
      AmazonSimulator.builder().clock(Instant.parse("2026-03-01T12:00:00Z")).build();
  public final SimulatedApp app = amazon.addApp("erp");
  public final SimulatedSeller seller = app.addSeller("acme-us", Region.NA);
  public final Endpoints endpoints;
  public final Halfturn halfturn;
  public final TokenSource tokens;

  public Shop() {
    amazon.rules(Rules.defaults().withProbeLimited(false));
    Endpoints.Builder builder =
        Endpoints.builder().allowCustom(true).lwa(amazon.lwaEndpoint().toString());
    for (SpApiRegion region : SpApiRegion.values()) {
      builder.spApi(region, amazon.spApi(Region.valueOf(region.name())).toString());
    }
    endpoints = builder.build();
    halfturn =
        Halfturn.builder(Settings.of(Map.of("store", "memory")))
            .endpoints(endpoints)
            .clock(amazon::now)
            .audit(Audit.NONE)
            .environment(name -> Optional.empty())
            .stateDirectory(Path.of("unused"))
            .open();
    halfturn
        .applications()
        .add(
            new NewApplication(
                "erp",
                app.clientId(),
                SecretValue.ofUtf8(app.secret()),
                Optional.of(SpApiRegion.NA),
                false));
    SecretValue refreshToken = SecretValue.ofUtf8(seller.refreshToken());
    halfturn
        .applications()
        .addSeller(new NewSeller("erp", "acme-us", refreshToken, Optional.empty(), false));
    tokens = halfturn.tokens().forSeller("erp", "acme-us");
  }

  public URI at(String path) {
    return URI.create(amazon.spApi(Region.NA) + path);
  }

  public URI participations() {
    return at("/sellers/v1/marketplaceParticipations");
  }

  public long exchanges() {
    return amazon.log().calls(Endpoint.TOKEN);
  }

  public long calls() {
    return amazon.log().calls(Endpoint.PROBE);
  }

  @Override
  public void close() {
    halfturn.close();
    amazon.close();
  }
}
