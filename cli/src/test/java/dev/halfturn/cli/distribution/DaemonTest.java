// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.halfturn.cli.Main;
import dev.halfturn.cli.schema.Documents;
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
import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The daemon as a service manager has it: started, stopped, killed, put to sleep. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such signals")
class DaemonTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String NOTICE = "halfturn: (WARN |ERROR) notice: .*";

  @TempDir Path home;
  private final AmazonSimulator amazon = AmazonSimulator.start();
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void makeStore() {
    environment.put("HOME", home.toString());
    environment.put("LANG", "C.UTF-8");
    environment.put("HALFTURN_SERVE_BIND", "127.0.0.1:0");
    environment.put("HALFTURN_ENDPOINT_ALLOW_CUSTOM", "true");
    environment.put("HALFTURN_ENDPOINT_LWA", amazon.lwaEndpoint().toString());
    for (Region region : Region.values()) {
      environment.put("HALFTURN_ENDPOINT_SPAPI_" + region, amazon.spApi(region).toString());
    }
    here("", "init", "--unlock", "key-file");
  }

  @AfterEach
  void closeAmazon() {
    amazon.close();
  }

  /** The command in this process, which is quicker; it has to end well. */
  private String here(String in, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int status =
        Main.run(
            args,
            new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            System.err,
            environment,
            InstantSource.system());
    assertThat(status).as(String.join(" ", args)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  private SimulatedApp addApp(String name, LocalDate created) {
    SimulatedApp app = amazon.addApp(name);
    here(
        app.secret(),
        "app",
        "add",
        name,
        "--client-id",
        app.clientId(),
        "--created",
        created.toString(),
        "-");
    new StoreReader(home, environment, InstantSource.system()).watch(amazon, app);
    return app;
  }

  private static LocalDate daysAgo(long days) {
    return LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC).minusDays(days);
  }

  private LiveProcess serve(String... before) {
    List<String> command = new ArrayList<>(List.of(before));
    command.addAll(List.of(Distribution.launcher().toString(), "serve"));
    return new LiveProcess(home, environment, command);
  }

  /** Waits until it serves; returns where. */
  private static URI started(LiveProcess daemon) {
    String line = daemon.line();
    assertThat(line).startsWith("Serving    http://127.0.0.1:");
    daemon.awaitLine("Looks at");
    return URI.create(line.substring("Serving".length()).strip());
  }

  private static String ask(URI server, String path) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) server.resolve(path).toURL().openConnection();
      return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(path, e);
    }
  }

  /** Waits, without a pause: each question takes its time. */
  private static void awaitSweep(URI server) {
    Instant limit = Instant.now().plus(SOON);
    while (!ask(server, "/metrics").contains("\nhalfturn_sweep_last_run_timestamp_seconds ")) {
      assertThat(Instant.now()).isBefore(limit);
    }
  }

  private static List<String> notices(String err) {
    return err.lines().filter(line -> line.matches(NOTICE)).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void servesUntilItIsToldToStop(String signal) {
    addApp("erp", daysAgo(10));
    try (LiveProcess daemon = serve()) {
      URI server = started(daemon);
      assertThat(ask(server, "/readyz")).isEqualTo("ready\n");
      assertThat(ask(server, "/")).contains(">erp</h2>");
      daemon.signal(signal);

      assertThat(daemon.endsWithin(SOON)).isZero();
      assertThat(daemon.err()).isEmpty();
    }
  }

  @Test
  void tellsProgramsWhereItServes() {
    addApp("erp", daysAgo(10));
    try (LiveProcess daemon =
        new LiveProcess(
            home, environment, List.of(Distribution.launcher().toString(), "serve", "--json"))) {
      String line = daemon.line();

      assertThat(line)
          .startsWith("{\"schema\":\"halfturn.serve/v1\",\"url\":\"http://127.0.0.1:")
          .endsWith("\"store\":\"file\",\"apps\":[\"erp\"],\"issuer\":null}");
      Documents.requireValid(line);
    }
  }

  @Test
  void stopsInTheMiddleOfACallAndGoesOnAfterwards() throws InterruptedException {
    SimulatedApp app = addApp("erp", daysAgo(10));
    String refreshToken = app.addSeller("acme", Region.NA).refreshToken();
    here(refreshToken, "seller", "add", "erp", "acme", "-");
    amazon.rules(Rules.defaults().withActivationDelay(Duration.ofHours(1)));
    String replacement = app.rotateInConsole();
    Main.run(
        new String[] {"rotate", "erp", "--new-secret-stdin", "--wait", "0"},
        new ByteArrayInputStream(replacement.getBytes(StandardCharsets.UTF_8)),
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
        System.err,
        environment,
        InstantSource.system());
    amazon.advance(Duration.ofHours(1));
    Gate gate = new Gate();
    amazon.faults().order(Endpoint.TOKEN, Fault.hold(gate));

    try (LiveProcess daemon = serve()) {
      started(daemon);
      assertThat(gate.awaitArrivals(1, Duration.ofMinutes(2))).isTrue();
      daemon.signal("TERM");

      assertThat(daemon.endsWithin(SOON)).isZero();
      assertThat(daemon.err()).contains("stopped in the middle of something").hasLineCount(1);
    }
    gate.open();
    amazon.faults().clear();
    try (LiveProcess daemon = serve()) {
      started(daemon);
      Instant limit = Instant.now().plus(Duration.ofMinutes(2));
      while (!here("", "secret", "get", "erp/lwa/clientsecret").strip().equals(replacement)) {
        assertThat(Instant.now()).isBefore(limit);
      }
    }
  }

  @Test
  void tellsOnceThoughItIsKilledAndStartedAgain() {
    addApp("erp", daysAgo(170));
    String told;
    try (LiveProcess daemon = serve()) {
      awaitSweep(started(daemon));
      daemon.signal("KILL");
      assertThat(daemon.endsWithin(SOON)).isNotZero();
      told = daemon.err();
    }
    assertThat(notices(told)).hasSize(1);
    try (LiveProcess daemon = serve()) {
      awaitSweep(started(daemon));
      daemon.signal("TERM");
      assertThat(daemon.endsWithin(SOON)).isZero();
      assertThat(notices(daemon.err())).isEmpty();
    }
  }

  @Test
  void tellsOnceThoughTwoOfThemRun() {
    addApp("erp", daysAgo(170));
    addApp("web", daysAgo(176));
    try (LiveProcess one = serve();
        LiveProcess other = serve()) {
      awaitSweep(started(one));
      awaitSweep(started(other));
      one.signal("TERM");
      other.signal("TERM");
      assertThat(one.endsWithin(SOON)).isZero();
      assertThat(other.endsWithin(SOON)).isZero();
      List<String> all = new ArrayList<>(notices(one.err()));
      all.addAll(notices(other.err()));
      assertThat(all)
          .hasSize(2)
          .anyMatch(line -> line.contains("erp"))
          .anyMatch(line -> line.contains("web"));
    }
  }

  @Test
  void catchesUpOnceWhenItGoesOnAfterDays() throws IOException {
    Path library = fakeTime();
    Path offset = home.resolve("clock");
    // a moment before a reminder is due; until then it looks at nothing
    Instant now = Instant.parse("2026-12-22T08:59:35Z");
    Files.writeString(offset, difference(now));
    addApp("erp", LocalDate.of(2026, 7, 1));
    environment.put("LD_PRELOAD", library.toString());
    environment.put("FAKETIME_TIMESTAMP_FILE", offset.toString());
    environment.put("FAKETIME_NO_CACHE", "1");
    environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
    environment.put("HALFTURN_CLASS_ARCHIVE", "off");
    try (LiveProcess daemon = serve()) {
      URI server = started(daemon);
      awaitSweep(server);
      int before = notices(daemon.err()).size();
      daemon.signal("STOP");
      Files.writeString(offset, difference(now.plus(Duration.ofDays(5))));
      daemon.signal("CONT");
      Instant limit = Instant.now().plus(Duration.ofMinutes(2));
      while (notices(daemon.err()).size() == before) {
        assertThat(Instant.now()).as(daemon.err()).isBefore(limit);
        assertThat(ask(server, "/livez")).isEqualTo("alive\n");
      }
      daemon.signal("TERM");
      assertThat(daemon.endsWithin(SOON)).isZero();
      assertThat(notices(daemon.err())).hasSize(before + 1).last().asString().contains("erp");
    }
  }

  private static String difference(Instant then) {
    return "+" + Instant.now().until(then, ChronoUnit.SECONDS);
  }

  private static Path fakeTime() throws IOException {
    Optional<Path> found = Optional.empty();
    for (Path folder : List.of(Path.of("/usr/lib"), Path.of("/usr/local/lib"))) {
      try (Stream<Path> below =
          Files.find(folder, 3, (file, any) -> file.endsWith("libfaketimeMT.so.1"))) {
        found = found.isPresent() ? found : below.findFirst();
      }
    }
    assumeThat(found).as("faketime is there").isPresent();
    return found.orElseThrow();
  }

  @Test
  void tellsSystemdHowItStands() throws IOException {
    addApp("erp", daysAgo(10));
    Path programs = Files.createDirectory(home.resolve("programs"));
    Path heard = home.resolve("heard");
    Path program = programs.resolve("systemd-notify");
    Files.writeString(
        program,
        """
        #!/bin/sh
        case $1 in STATUS=*) sleep 0.5 ;; esac
        echo "$NOTIFY_SOCKET" "$@" >>'%1$s'
        env >'%1$s.env'
        """
            .formatted(heard));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    environment.put("PATH", programs + ":" + System.getenv("PATH"));
    environment.put("NOTIFY_SOCKET", "/run/there");
    environment.put("WATCHDOG_USEC", "200000");
    try (LiveProcess daemon = serve()) {
      started(daemon);
      Instant limit = Instant.now().plus(SOON);
      while (!heard(heard).contains("WATCHDOG=1")) {
        assertThat(Instant.now()).isBefore(limit);
      }
      daemon.signal("TERM");
      assertThat(daemon.endsWithin(SOON)).isZero();
      assertThat(daemon.err()).isEmpty();
    }
    assertThat(heard(heard).lines())
        .first()
        .isEqualTo("/run/there READY=1 STATUS=looks after 1 application");
    assertThat(heard(heard).lines()).last().isEqualTo("/run/there STOPPING=1 STATUS=stopping");
    assertThat(Files.readString(home.resolve("heard.env"))).doesNotContain("HALFTURN_");
  }

  private static String heard(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }
}
