// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.Main;
import dev.halfturn.cli.distribution.ChildProcess.Result;
import dev.halfturn.cli.script.StoreReader;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Endpoint;
import dev.halfturn.simulator.Fault;
import dev.halfturn.simulator.Gate;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.Rules;
import dev.halfturn.simulator.SimulatedApp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C and what a service manager sends, in the middle of something. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such signals")
class StopSignalTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration AN_HOUR = Duration.ofHours(1);

  @TempDir Path home;
  private final AmazonSimulator amazon = AmazonSimulator.start();
  private final SimulatedApp app = amazon.addApp("erp");
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void addApplication() {
    environment.put("HOME", home.toString());
    environment.put("LANG", "C.UTF-8");
    environment.put("HALFTURN_ENDPOINT_ALLOW_CUSTOM", "true");
    environment.put("HALFTURN_ENDPOINT_LWA", amazon.lwaEndpoint().toString());
    for (Region region : Region.values()) {
      environment.put("HALFTURN_ENDPOINT_SPAPI_" + region, amazon.spApi(region).toString());
    }
    String refreshToken = app.addSeller("acme", Region.NA).refreshToken();
    assertThat(here("", "init", "--unlock", "key-file").status()).isZero();
    assertThat(here(app.secret(), "app", "add", "erp", "--client-id", app.clientId(), "-").status())
        .isZero();
    new StoreReader(home, environment, InstantSource.system()).watch(amazon, app);
    assertThat(here(refreshToken, "seller", "add", "erp", "acme", "-").status()).isZero();
  }

  @AfterEach
  void closeAmazon() {
    amazon.close();
  }

  /** The command in this process, whose clock can be in the future. */
  private Result here(InstantSource clock, String in, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            args,
            new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            clock);
    return new Result(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Result here(String in, String... args) {
    return here(InstantSource.system(), in, args);
  }

  private Result inAnHour(String... args) {
    amazon.advance(AN_HOUR);
    Instant then = Instant.now().plus(AN_HOUR);
    return here(InstantSource.fixed(then), "", args);
  }

  private LiveProcess start(String in, String... args) {
    List<String> command = new ArrayList<>(List.of(Distribution.launcher().toString()));
    command.addAll(List.of(args));
    return new LiveProcess(home, environment, in, command);
  }

  private void assertFinishes(String newSecret) {
    Result resumed = inAnHour("rotate", "erp", "--resume");
    assertThat(resumed.err()).isEmpty();
    assertThat(resumed.status()).isZero();
    Result current = here("", "secret", "get", "erp/lwa/clientsecret");
    assertThat(current.out()).isEqualTo(newSecret + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void endsARotationThatWaitsForAmazonWhichResumeFinishes(String signal) {
    amazon.rules(Rules.defaults().withActivationDelay(AN_HOUR));
    String newSecret = app.rotateInConsole();

    try (LiveProcess rotate = start(newSecret, "rotate", "erp", "--new-secret-stdin")) {
      rotate.awaitLine("exchange refused (invalid_client)");
      rotate.signal(signal);

      assertThat(rotate.endsWithin(SOON)).isEqualTo(130);
      assertThat(rotate.out())
          .contains("the new secret is kept", "Go on with   halfturn rotate erp --resume R-");
      assertThat(rotate.err()).isEmpty();
    }
    assertThat(here("", "token", "erp", "--seller", "acme").status()).isZero();
    assertFinishes(newSecret);
  }

  @Test
  void endsARotationInTheMiddleOfACallWhichResumeFinishes() throws InterruptedException {
    Gate gate = new Gate();
    amazon.faults().order(Endpoint.TOKEN, Fault.hold(gate));
    String newSecret = app.rotateInConsole();

    try (LiveProcess rotate = start(newSecret, "rotate", "erp", "--new-secret-stdin")) {
      assertThat(gate.awaitArrivals(1, SOON)).isTrue();
      rotate.signal("INT");

      assertThat(rotate.endsWithin(SOON)).isEqualTo(130);
      assertThat(rotate.err())
          .startsWith("halfturn: error: interrupted\nhalfturn: hint: what was stored is whole")
          .hasLineCount(2);
    }
    gate.open();
    amazon.faults().clear();
    assertFinishes(newSecret);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void endsQuietlyWhatRunsUntilItIsStopped(String signal) {
    try (LiveProcess simulate = start("", "simulate", "--port", "0");
        LiveProcess watch = start("", "status", "--watch")) {
      simulate.awaitLine("# Stop it with Ctrl-C");
      watch.awaitLine("expires at an unknown time");
      simulate.signal(signal);
      watch.signal(signal);

      assertThat(simulate.endsWithin(SOON)).isEqualTo(130);
      assertThat(watch.endsWithin(SOON)).isEqualTo(130);
      assertThat(simulate.err() + watch.err()).isEmpty();
    }
  }
}
