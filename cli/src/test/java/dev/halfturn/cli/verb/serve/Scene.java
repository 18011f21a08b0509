// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.serve;

import dev.halfturn.Halfturn;
import dev.halfturn.audit.Audit;
import dev.halfturn.cli.serve.LifeCycle;
import dev.halfturn.cli.serve.Looks;
import dev.halfturn.cli.serve.StatusBoard;
import dev.halfturn.cli.serve.http.StatusServer;
import dev.halfturn.plugin.Configuration;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.plugin.ServeSettings;
import dev.halfturn.plugin.Settings;
import dev.halfturn.rotation.Provenance;
import dev.halfturn.secrets.NewApplication;
import dev.halfturn.secrets.NewSeller;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.testkit.InMemorySecretStoreFactory;
import dev.halfturn.testkit.ManualExpiryScheduler;
import dev.halfturn.testkit.ManualExpirySchedulerFactory;
import dev.halfturn.testkit.RecordingNotifier;
import dev.halfturn.testkit.RecordingNotifierFactory;
import dev.halfturn.testkit.SettableClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything the daemon shows, served as it serves it, on a clock and an Amazon of its own. */
final class Scene implements AutoCloseable {

  static final String TOKEN = "a-token-of-the-tests-1234567890";

  final SettableClock clock = SettableClock.at("2026-06-24T08:00:00Z");
  final AmazonSimulator amazon = AmazonSimulator.builder().clock(clock).seed(7).build();
  final Halfturn halfturn;
  final LifeCycle life = new LifeCycle();
  final Looks looks = new Looks(clock, () -> 0);
  final StatusBoard board = new StatusBoard(clock);
  final List<String> secrets = new ArrayList<>();
  private final RecordingNotifierFactory notifiers = new RecordingNotifierFactory();
  private final ManualExpirySchedulerFactory schedulers = new ManualExpirySchedulerFactory();
  final LazyMetrics metrics = new LazyMetrics(looks, 150);
  private final StatusServer server;

  /**
   * @param further settings, besides those of a scene
   * @param behindProxy as the verb's flag
   */
  Scene(Map<String, String> further, boolean behindProxy) {
    Map<String, String> given = new HashMap<>();
    given.put("store", "memory");
    given.put("scheduler", "manual");
    given.put("notifiers", "mail,pager");
    given.put("notifier.mail.type", "recording");
    given.put("notifier.pager.type", "recording");
    given.put("serve.bind", "127.0.0.1:0");
    given.put("endpoint.allow-custom", "true");
    given.put("endpoint.lwa", amazon.lwaEndpoint().toString());
    given.put("endpoint.spapi.eu", amazon.spApi(Region.EU).toString());
    given.put("endpoint.spapi.na", amazon.spApi(Region.NA).toString());
    given.putAll(further);
    Settings settings = Settings.of(given);
    PluginRegistry plugins =
        PluginRegistry.of(List.of(new InMemorySecretStoreFactory(), notifiers, schedulers));
    halfturn =
        Halfturn.builder(settings)
            .plugins(plugins)
            .clock(clock)
            .environment(name -> Optional.empty())
            .audit(Audit.NONE)
            .stateDirectory(Path.of("target", "unused"))
            .watching(new Listeners(looks, metrics))
            .open();
    Configuration configuration = halfturn.configuration();
    Pages pages = new Pages(clock, life, looks, board, metrics, configuration.rotation());
    ServeSettings serve = configuration.serve();
    server = StatusServer.start(serve, pages.byPath(), Pages.OPEN, behindProxy);
  }

  Scene() {
    this(Map.of(), false);
  }

  /** The daemon runs. */
  Scene running() {
    halfturn.startWatching();
    board.open(halfturn);
    life.enter(LifeCycle.State.RUNNING);
    return this;
  }

  String url() {
    return server.url();
  }

  int port() {
    return Integer.parseInt(url().replaceAll(".*:([0-9]+)/", "$1"));
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port());
  }

  /** At Amazon and here, with one seller for each name. */
  SimulatedApp add(String name, String... sellers) {
    SimulatedApp app = amazon.addApp(name);
    amazon.oracles().keptIn(app, this::entry);
    secrets.add(app.secret());
    halfturn
        .applications()
        .add(
            new NewApplication(
                name, app.clientId(), SecretValue.ofUtf8(app.secret()), Optional.empty(), false));
    for (String seller : sellers) {
      String token = app.addSeller(seller, Region.NA).refreshToken();
      secrets.add(token);
      halfturn
          .applications()
          .addSeller(
              new NewSeller(name, seller, SecretValue.ofUtf8(token), Optional.empty(), false));
    }
    return app;
  }

  /** What is in the store, for the oracles that Amazon asks at each call. */
  private Optional<String> entry(String name) {
    return halfturn
        .secrets()
        .find(SecretName.of(name))
        .map(StoredSecret::value)
        .map(SecretValue::revealUtf8);
  }

  void declareIssuedNow(String name) {
    halfturn.tracker().declareIssued(name, clock.instant(), Provenance.DECLARED);
  }

  RecordingNotifier notifier(String name) {
    return notifiers.opened(name).orElseThrow();
  }

  ManualExpiryScheduler scheduler() {
    return schedulers.opened("manual").orElseThrow();
  }

  /** Time passes, and whatever is due in it happens. */
  void until(String moment) {
    Instant end = Instant.parse(moment);
    while (clock.instant().isBefore(end)) {
      Instant next = clock.instant().plus(Duration.ofHours(6));
      clock.set(next.isBefore(end) ? next : end);
      scheduler().runDue();
    }
  }

  /** Four applications, each in another state, a few days before Christmas. */
  Scene busy() {
    running();
    add("books", "books-de");
    declareIssuedNow("books");
    until("2026-07-01T09:00:00Z");
    add("erp", "acme-us", "acme-ca");
    declareIssuedNow("erp");
    until("2026-07-05T09:00:00Z");
    SimulatedApp shop = add("shop", "shop-eu");
    declareIssuedNow("shop");
    until("2026-12-15T10:00:00Z");
    notifier("pager")
        .failWith(Problem.of(ErrorCode.PERMISSION_DENIED, "the topic does not let us in"));
    String replacement = shop.rotateInConsole();
    secrets.add(replacement);
    halfturn.rotator().accept("shop", SecretValue.ofUtf8(replacement));
    add("legacy");
    until("2026-12-18T14:20:00Z");
    return this;
  }

  @Override
  public void close() {
    server.close();
    halfturn.close();
    amazon.close();
  }
}
