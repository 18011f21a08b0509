// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.Main;
import dev.halfturn.plugin.Settings;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.token.TokenException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application of {@code docs/guide/java.md} does what the guide says. */
class JavaGuideTest {

  @TempDir private Path directory;

  private final AmazonSimulator amazon = AmazonSimulator.start();
  private final SimulatedApp app = amazon.addApp("erp");
  private final Map<String, String> settings = new TreeMap<>();

  @BeforeEach
  void storeCredentials() throws IOException {
    settings.put("store", "file");
    settings.put("store.file.path", directory.resolve("secrets.halfturn").toString());
    settings.put("store.file.key-file", directory.resolve("store.key").toString());
    settings.put("notifiers", "log");
    settings.put("endpoint.allow-custom", "true");
    settings.put("endpoint.lwa", amazon.lwaEndpoint().toString());
    settings.put("endpoint.spapi.na", amazon.spApi(Region.NA).toString());
    Properties written = new Properties();
    written.putAll(settings);
    try (var out = Files.newBufferedWriter(directory.resolve("halfturn.properties"))) {
      written.store(out, null);
    }
    command("", "store", "init", "--generate-key");
    command(app.secret(), "app", "add", "erp", "--client-id", app.clientId(), "-");
    command(
        app.addSeller("acme-us", Region.NA).refreshToken(), "seller", "add", "erp", "acme-us", "-");
  }

  @AfterEach
  void close() {
    amazon.close();
  }

  private void command(String input, String... args) {
    List<String> all = new ArrayList<>(List.of("--config", directory + "/halfturn.properties"));
    all.addAll(List.of(args));
    int status =
        Main.run(
            all.toArray(new String[0]),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            System.out,
            System.err,
            Map.of("HOME", directory.toString(), "XDG_STATE_HOME", directory + "/state"),
            InstantSource.system());
    assertThat(status).as(String.join(" ", args)).isZero();
  }

  private OrderSync open() throws IOException {
    Settings read = OrderSync.read(directory.resolve("halfturn.properties"));
    return new OrderSync(Halfturn.builder(read).stateDirectory(directory.resolve("state")));
  }

  @Test
  void theCallIsAnsweredAndARefusedTokenIsReplaced() throws Exception {
    try (OrderSync sync = open()) {
      assertThat(sync.call("/sellers/v1/marketplaceParticipations")).contains("payload");
      app.refuseAccessTokensSoFar();
      assertThat(sync.call("/sellers/v1/marketplaceParticipations")).contains("errors");
      assertThat(sync.call("/sellers/v1/marketplaceParticipations")).contains("payload");
    }
  }

  @Test
  void aRotationGoesThroughAndIsToldOf() throws IOException {
    List<String> log = new ArrayList<>();
    try (OrderSync sync = open()) {
      sync.watch(log);
      assertThat(sync.rotate(app.rotateInConsole().toCharArray())).isEqualTo("done");
    }
    assertThat(log).singleElement().asString().startsWith("erp has the secret ");
  }

  @Test
  void whoHasToActIsSaid() throws IOException {
    try (OrderSync sync = open()) {
      app.seller("acme-us").orElseThrow().revoke();
      TokenException refused =
          catchThrowableOfType(
              TokenException.class, () -> sync.call("/sellers/v1/marketplaceParticipations"));
      assertThat(sync.whoHasToAct(refused)).contains("seller has to authorise");
    }
  }
}
