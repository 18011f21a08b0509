// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.Halfturn;
import dev.halfturn.plugin.Settings;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.simulator.SimulatedSeller;
import dev.halfturn.token.TokenSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The listings of the documents, so that the compiler reads them, too. */
abstract class JavaListings {

  abstract void call(String accessToken);

  void readme(String path, String key) {
    Settings settings =
        Settings.of(Map.of("store", "file", "store.file.path", path, "store.file.key-file", key));
    try (Halfturn halfturn = Halfturn.open(settings)) {
      TokenSource tokens = halfturn.tokens().forSeller("erp", "acme-us"); // cached
      call(tokens.get().reveal()); // goes into the header x-amz-access-token
    }
  }

  @SuppressWarnings("UnusedVariable") // the reader's code uses it
  void simulator() {
    try (AmazonSimulator amazon =
        AmazonSimulator.builder().clock(Instant.parse("2026-07-01T09:00:00Z")).build()) {
      SimulatedApp app = amazon.addApp("erp");
      SimulatedSeller seller = app.addSeller("acme-us", Region.NA);
      // give app.clientId(), app.secret(), seller.refreshToken() to your code
      amazon.advance(Duration.ofDays(180));
      assertThat(app.accepts(app.secret())).isTrue();
      assertThat(app.works(app.secret())).isFalse();
    }
  }
}
