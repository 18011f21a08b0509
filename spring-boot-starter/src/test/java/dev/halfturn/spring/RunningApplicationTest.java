// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.Halfturn;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.rotation.Provenance;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.NotifierFactory;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.Canaries;
import dev.halfturn.testkit.LeakDetector;
import dev.halfturn.testkit.RecordingNotifier;
import dev.halfturn.token.AccessTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A whole application with its server, asked over HTTP, while its client secret is rotated. */
class RunningApplicationTest {

  /** An application as people write them. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Shop {

    @Bean
    Orders orders(AccessTokens tokens, Halfturn halfturn) {
      return new Orders(tokens, halfturn);
    }

    @Bean
    EventsTest.Listeners listeners() {
      return new EventsTest.Listeners();
    }
  }

  /** Uses a token for each request. */
  @RestController
  static class Orders {
    private final AccessTokens tokens;
    private final Halfturn halfturn;

    Orders(AccessTokens tokens, Halfturn halfturn) {
      this.tokens = tokens;
      this.halfturn = halfturn;
    }

    @GetMapping("/orders")
    String orders() {
      var answer = halfturn.probe().probe(SpApiRegion.EU, tokens.forSeller("erp", "acme").get());
      return answer.accepted() ? "accepted" : "refused";
    }
  }

  /** A notifier that needs a password. */
  static final class Post implements NotifierFactory {
    private static final ConfigOption<SecretValue> PASSWORD =
        ConfigOption.secret("password", "of the account").require();

    @Override
    public String name() {
      return "post";
    }

    @Override
    public List<ConfigOption<?>> options() {
      return List.of(PASSWORD);
    }

    @Override
    public Notifier open(PluginConfig config, PluginContext context) {
      assertThat(config.get(PASSWORD).revealUtf8()).startsWith(Canaries.TEXT);
      return new RecordingNotifier(context.clock());
    }
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private Rig rig;
  private ConfigurableApplicationContext shop;
  private SimulatedApp app;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    rig = new Rig(folder.resolve("state"));
    Path config = folder.resolve("application.yaml");
    Files.writeString(
        config,
        """
        halfturn:
          notifiers: [log, post, other]
          notifier.post.password: %s
          notifier.other: { type: post, password: "${MAIL_PASSWORD}" }
        mail-password: %s-elsewhere
        unrelated: %s
        """
            .formatted(Canaries.TEXT, Canaries.TEXT, Canaries.REFRESH_TOKEN));
    // a password in a file that every user may read is refused
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
    shop =
        new SpringApplicationBuilder(Shop.class)
            .initializers(
                context -> {
                  var beans = (GenericApplicationContext) context;
                  beans.registerBean("clock", InstantSource.class, () -> rig.clock);
                  beans.registerBean(
                      "plugins", PluginRegistry.class, () -> rig.plugins().with(new Post()));
                })
            .properties(rig.properties())
            .properties(
                "server.port=0",
                "server.address=127.0.0.1",
                "management.endpoints.web.exposure.include=*",
                "management.endpoint.health.show-details=always",
                "management.endpoint.env.show-values=always",
                "management.endpoint.configprops.show-values=always",
                "spring.config.additional-location=" + config.toUri(),
                "MAIL_PASSWORD=" + Canaries.TEXT + "-mail")
            .run();
    Halfturn halfturn = shop.getBean(Halfturn.class);
    app = rig.addApp(halfturn.applications(), "erp");
    halfturn.tracker().declareIssued("erp", rig.clock.instant(), Provenance.DECLARED);
    shop.getBean(StatusBoard.class).refresh();
  }

  @AfterEach
  void stop() {
    shop.close();
    rig.close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    int port = ((WebServerApplicationContext) shop).getWebServer().getPort();
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void tokensFlowThroughARotation() throws Exception {
    assertThat(get("/orders").body()).isEqualTo("accepted");

    Halfturn halfturn = shop.getBean(Halfturn.class);
    halfturn.rotator().accept("erp", SecretValue.ofUtf8(app.rotateInConsole()));
    rig.clock.advance(Duration.ofDays(8)); // Amazon refuses the old one now

    assertThat(get("/orders").body()).isEqualTo("accepted");
    assertThat(shop.getBean(EventsTest.Listeners.class).rotated)
        .extracting(SecretRotatedEvent::app)
        .containsExactly("erp");
  }

  @Test
  void healthSaysHowLongSecretsLast() throws Exception {
    rig.clock.advance(Duration.ofDays(100));

    HttpResponse<String> health = get("/actuator/health");

    assertThat(health.statusCode()).isEqualTo(200);
    Map<String, Object> erp =
        at(
            JsonParserFactory.getJsonParser().parseMap(health.body()),
            "components",
            "halfturn",
            "details",
            "apps",
            "erp");
    assertThat(erp).containsEntry("daysLeft", 80).containsEntry("state", "fresh");
  }

  @SuppressWarnings("unchecked") // objects of JSON
  private static Map<String, Object> at(Map<String, Object> document, String... path) {
    Map<String, Object> inner = document;
    for (String name : path) {
      assertThat(inner).containsKey(name);
      inner = (Map<String, Object>) inner.get(name);
    }
    return inner;
  }

  @Test
  void anExpiredSecretIsNoReasonToStartAgain() throws Exception {
    rig.clock.advance(Duration.ofDays(181));

    assertThat(get("/actuator/health").statusCode()).isEqualTo(503);
    assertThat(get("/actuator/health").body()).contains("OUT_OF_SERVICE");
    assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
  }

  @Test
  void figuresAreThoseOfTheDaemon() throws Exception {
    get("/orders");

    String figures = get("/actuator/prometheus").body();

    assertThat(figures.lines())
        .contains(
            "halfturn_secret_expiration_timestamp_seconds{app=\"erp\"} 1.7984484E9",
            "halfturn_store_up 1.0",
            "halfturn_secret_exchanges_total{app=\"erp\",secret=\"current\"} 1.0")
        .anyMatch(line -> line.startsWith("halfturn_secret_rotation_due_timestamp_seconds{app="))
        .anyMatch(
            line ->
                line.startsWith(
                    "halfturn_token_exchange_seconds_count{error=\"none\",outcome=\"done\"}"));
  }

  @Test
  void nothingSecretIsShown() throws Exception {
    get("/orders");
    LeakDetector simulated =
        LeakDetector.watching(
            SecretValue.ofUtf8(Canaries.TEXT), SecretValue.ofUtf8(AmazonSimulator.MARK));
    for (String path :
        List.of(
            "/actuator/env",
            "/actuator/env/halfturn.notifier.post.password",
            "/actuator/env/MAIL_PASSWORD",
            "/actuator/configprops",
            "/actuator/beans",
            "/actuator/conditions",
            "/actuator/loggers",
            "/actuator/health",
            "/actuator/prometheus")) {
      HttpResponse<String> shown = get(path);
      assertThat(shown.statusCode()).as(path).isEqualTo(200);
      assertThat(simulated.scan(shown.body())).as(path).isEmpty();
    }
  }

  @Test
  void whatIsHarmlessIsShown() throws Exception {
    assertThat(get("/actuator/env/halfturn.store").body()).contains("memory");
    assertThat(get("/actuator/env/halfturn.endpoint.lwa").body())
        .contains(rig.amazon.lwaEndpoint().toString());
    assertThat(get("/actuator/env/halfturn.notifier.post.password").body()).contains("******");
    assertThat(get("/actuator/env/halfturn.look-every").body()).contains("0s");
    assertThat(get("/actuator/env/server.address").body()).contains("127.0.0.1");
  }
}
