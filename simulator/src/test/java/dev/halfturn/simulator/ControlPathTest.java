// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlPathTest {

  private static final Instant START = Instant.parse("2026-07-01T09:00:00Z");

  private final AmazonSimulator amazon = AmazonSimulator.builder().clock(START).build();
  private final TestClient client = new TestClient(amazon);
  private final SimulatorControl control = new SimulatorControl(amazon.origin());

  @AfterEach
  void close() {
    amazon.close();
  }

  @Test
  void applicationsAndSellersAreMadeUp() {
    Map<String, Object> app = control.addApp(NewApp.named("my erp").withKind(AppKind.PUBLIC));
    Map<String, Object> seller = control.addSeller("my erp", "acme de", Region.EU);

    SimulatedApp made = amazon.app("my erp").orElseThrow();
    assertThat(made.kind()).isEqualTo(AppKind.PUBLIC);
    assertThat(app)
        .containsEntry("name", "my erp")
        .containsEntry("clientId", made.clientId())
        .containsEntry("clientSecret", made.secret())
        .containsEntry("sellers", List.of());
    assertThat(seller)
        .containsEntry("name", "acme de")
        .containsEntry("region", "eu")
        .containsEntry("refreshToken", made.seller("acme de").orElseThrow().refreshToken());
    assertThat(control.credentials("my erp"))
        .containsEntry("clientSecret", made.secret())
        .containsEntry("sellers", List.of(seller));
  }

  @Test
  void applicationsMayBeGivenTheirCredentialsAndAge() {
    Instant created = START.minus(Duration.ofDays(100));

    control.addApp(
        NewApp.named("erp").withClientId("id").withSecret("first").withCreatedAt(created));

    SimulatedApp made = amazon.app("erp").orElseThrow();
    assertThat(made.clientId()).isEqualTo("id");
    assertThat(made.secret()).isEqualTo("first");
    assertThat(made.issuedSecrets().get(0).issuedAt()).isEqualTo(created);
  }

  @Test
  void oneRequestMakesAnApplicationWithItsSellers() {
    Map<String, Object> app =
        control.call(
            "POST",
            "/apps",
            Map.of(
                "name",
                "erp",
                "sellers",
                List.of(Map.of("name", "acme-us"), Map.of("name", "acme-jp", "region", "fe"))));

    assertThat((List<?>) app.get("sellers")).hasSize(2);
    assertThat(amazon.app("erp").orElseThrow().sellers())
        .extracting(SimulatedSeller::name, SimulatedSeller::region)
        .containsExactly(tuple("acme-us", Region.NA), tuple("acme-jp", Region.FE));
    assertThat(control.call("GET", "/apps", Map.of())).containsEntry("apps", List.of("erp"));
  }

  @Test
  void clockIsMovedForwardOnly() {
    assertThat(control.now()).isEqualTo(START);
    assertThat(control.advance(Duration.ofDays(150))).isEqualTo(START.plus(Duration.ofDays(150)));
    assertThat(control.advanceTo(START.plus(Duration.ofDays(170))))
        .isEqualTo(START.plus(Duration.ofDays(170)))
        .isEqualTo(amazon.now());

    assertRefused("/clock", Map.of("to", START.toString()), "does not go back");
    assertRefused("/clock", Map.of("advance", "PT-1S"), "does not go back");
    assertThat(amazon.now()).isEqualTo(START.plus(Duration.ofDays(170)));
  }

  @ParameterizedTest
  @CsvSource({"2d, P2D", "3h, PT3H", "4m, PT4M", "5s, PT5S", "P1DT1H, PT25H", "PT0.5S, PT0.5S"})
  void durationsMayBeWrittenShort(String written, Duration meant) {
    control.call("POST", "/clock", Map.of("advance", written));

    assertThat(amazon.now()).isEqualTo(START.plus(meant));
  }

  @Test
  void secretIsRotatedRightOrBroken() {
    SimulatedApp app = amazon.addApp("erp");

    assertThat(control.rotate("erp", false)).isEqualTo(app.secret());
    String broken = control.rotate("erp", true);
    assertThat(app.accepts(broken)).isFalse();
    assertThat(app.issuedSecrets()).hasSize(3);
    control.call("POST", "/apps/erp/break-next-secret", Map.of());
    assertThat(app.accepts(control.rotate("erp", false))).isFalse();
  }

  @Test
  void sellerRevokesAndAuthorizesAgain() {
    SimulatedSeller seller = amazon.addApp("erp").addSeller("acme us", Region.NA);

    control.revoke("erp", "acme us");
    assertThat(client.refresh(seller).status()).isEqualTo(400);
    Map<String, Object> renewed =
        control.call("POST", "/apps/erp/sellers/acme+us/reauthorize", Map.of());
    assertThat(renewed).containsEntry("refreshToken", seller.refreshToken());
    assertThat(client.refresh(seller).status()).isEqualTo(200);
  }

  @Test
  void accessTokensAreRefused() {
    SimulatedSeller seller = amazon.addApp("erp").addSeller("acme-us", Region.NA);
    String token = client.refresh(seller).text("access_token");

    control.call("POST", "/apps/erp/refuse-access-tokens", Map.of());

    assertThat(client.probe(Region.NA, token).status()).isEqualTo(403);
  }

  @Test
  void enrolmentEndsAndBegins() {
    SimulatedApp app = amazon.addApp("erp");

    control.call("POST", "/apps/erp/enrolment", Map.of("enrolled", false));
    assertThat(app.enrolled()).isFalse();
    control.call("POST", "/apps/erp/enrolment", Map.of());
    assertThat(app.enrolled()).isTrue();
  }

  @Test
  void faultsAreOrderedAndCleared() {
    amazon.addApp("erp");
    control.order(Map.of("endpoint", "token", "fault", "status", "status", 502, "calls", 1));
    control.order(Map.of("endpoint", "probe", "fault", "reset"));
    assertThat(amazon.faults().describe())
        .containsExactly("token status for 1 calls", "probe reset until cleared");

    assertThat(client.token(Map.of()).status()).isEqualTo(502);
    assertThat(client.token(Map.of()).status()).isEqualTo(400);
    control.call("DELETE", "/faults/token", Map.of());
    assertThat(amazon.faults().describe()).hasSize(1);
    control.clearFaults();
    assertThat(amazon.faults().describe()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'fault':'latency','time':'PT0.01S'",
        "'fault':'status'",
        "'fault':'throttle'",
        "'fault':'throttle','retryAfter':'5s'",
        "'fault':'lwa-error','error':'access_denied'",
        "'fault':'lwa-error','status':401,'error':'invalid_client','description':'no'",
        "'fault':'sp-api-error','code':'Unauthorized'",
        "'fault':'sp-api-error','status':500,'code':'X','message':'m','details':'d'",
        "'fault':'html'",
        "'fault':'body','text':'?'",
        "'fault':'body','status':201,'contentType':'text/plain','text':'?'",
        "'fault':'reset'",
        "'fault':'empty'",
        "'fault':'lose-answer'",
        "'fault':'cut'",
        "'fault':'truncate'",
        "'fault':'drip'",
        "'fault':'drip','time':'PT0.001S'",
        "'fault':'huge'",
        "'fault':'huge','bytes':10",
        "'fault':'gzip-bomb'",
        "'fault':'gzip-bomb','bytes':10",
        "'fault':'content-type','contentType':'text/html'",
        "'fault':'expires-in'",
        "'fault':'expires-in','value':'3600'",
        "'fault':'expires-in','value':-1"
      })
  void everyFaultCanBeOrderedInJson(String fault) {
    String body = ("{'endpoint':'rotate'," + fault + "}").replace('\'', '"');
    String name = fault.replaceAll("'fault':'([a-z-]+)'.*", "$1");

    TestClient.Reply reply = post("/faults", body);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(amazon.faults().describe()).containsExactly("rotate " + name + " until cleared");
  }

  @Test
  void orderedNumbersAndTextsReachTheFault() {
    control.order(
        Map.of("endpoint", "token", "fault", "lwa-error", "status", 403, "error", "access_denied"));

    TestClient.Reply reply = client.token(Map.of());

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.json()).containsEntry("error", "access_denied");
  }

  @Test
  void rulesAreChangedOneByOne() {
    Map<String, Object> rules =
        control.call(
            "POST", "/rules", Map.of("activationDelay", "2m", "secondRotation", "keeps-last-two"));
    assertThat(rules)
        .containsEntry("activationDelay", "PT2M")
        .containsEntry("secondRotation", "keeps-last-two");

    control.call(
        "POST",
        "/rules",
        Map.of(
            "settlingDelay",
            "30m",
            "overdueExchange",
            "16d",
            "refreshTokensChange",
            true,
            "probeLimited",
            false));

    assertThat(amazon.rules())
        .isEqualTo(
            new Rules(
                Duration.ofMinutes(2),
                Duration.ofMinutes(30),
                Duration.ofDays(16),
                Rules.SecondRotation.KEEPS_LAST_TWO,
                true,
                false));
  }

  @Test
  void queueIsReceivedFromAndDeletedFrom() {
    SimulatedApp app = amazon.addApp("erp");
    app.rotateInConsole();

    Map<String, Object> received =
        control.call("POST", "/queue/receive", Map.of("max", 10, "visibility", "1m"));
    Map<?, ?> message = (Map<?, ?>) ((List<?>) received.get("messages")).get(0);
    assertThat((String) message.get("body")).contains(app.secret());
    assertThat(message.get("receiveCount")).isEqualTo(1);
    Map<String, Object> handle = Map.of("receiptHandle", message.get("receiptHandle"));
    assertThat(control.call("POST", "/queue/receive", Map.of()))
        .containsEntry("messages", List.of());
    control.call(
        "POST",
        "/queue/visibility",
        Map.of("receiptHandle", message.get("receiptHandle"), "visibility", "0s"));
    assertThat((List<?>) control.call("POST", "/queue/receive", Map.of()).get("messages"))
        .hasSize(1);

    assertThat(control.call("POST", "/queue/delete", handle)).containsEntry("messages", 1);
    amazon.queue().receive(1, Duration.ZERO);
    amazon.advance(Duration.ofSeconds(30));
    String newest = amazon.queue().receive(1, Duration.ZERO).get(0).receiptHandle();
    assertThat(control.call("POST", "/queue/delete", Map.of("receiptHandle", newest)))
        .containsEntry("messages", 0);
  }

  @Test
  void queueIsSentToAndMadeToMisbehave() {
    control.call(
        "POST",
        "/queue/settings",
        Map.of(
            "inOrder",
            true,
            "snsEnvelope",
            true,
            "deliveryDelay",
            "1m",
            "retention",
            "4d",
            "loseNext",
            1,
            "duplicateNext",
            1,
            "surviveNextDeletes",
            1));
    control.call("POST", "/queue/send", Map.of("body", "lost"));
    assertThat(control.call("POST", "/queue/send", Map.of("body", "twice")))
        .containsEntry("messages", 2);

    assertThat(amazon.queue().receive(10, Duration.ZERO)).isEmpty();
    amazon.advance(Duration.ofMinutes(1));
    List<SimulatedQueue.Message> messages = amazon.queue().receive(10, Duration.ZERO);
    assertThat(messages).hasSize(2).allMatch(message -> message.body().contains("twice"));
    amazon.queue().delete(messages.get(0).receiptHandle());
    assertThat(amazon.queue().size()).isEqualTo(2);
    amazon.advance(Duration.ofDays(4));
    assertThat(amazon.queue().size()).isZero();
  }

  @Test
  void stateTellsEverythingButSecrets() {
    SimulatedApp app = amazon.addApp("erp");
    SimulatedSeller seller = app.addSeller("acme-us", Region.NA);
    String first = app.secret();
    client.refresh(seller);
    app.rotateInConsole();
    amazon.faults().order(Endpoint.PROBE, Fault.empty());

    Map<String, Object> state = control.state();

    assertThat(state)
        .containsEntry("now", START.toString())
        .containsEntry("lwa", amazon.lwaEndpoint().toString())
        .containsEntry(
            "queue",
            Map.of(
                "messages",
                1,
                "url",
                amazon.queueUrl().toString(),
                "deadLetterUrl",
                amazon.deadLetterUrl().toString()))
        .containsEntry("faults", List.of("probe empty until cleared"))
        .containsEntry(
            "calls",
            Map.of(
                "token",
                1,
                "probe",
                0,
                "rotate",
                0,
                "restricted-token",
                0,
                "address",
                0,
                "queue",
                0));
    assertThat((Map<?, ?>) state.get("spApi"))
        .hasToString(
            "{na=%s, eu=%s, fe=%s}"
                .formatted(
                    amazon.spApi(Region.NA), amazon.spApi(Region.EU), amazon.spApi(Region.FE)));
    Map<?, ?> shown = (Map<?, ?>) ((List<?>) state.get("apps")).get(0);
    assertThat(shown.get("clientId")).isEqualTo(app.clientId());
    Map<?, ?> oldSecret = (Map<?, ?>) ((List<?>) shown.get("secrets")).get(0);
    assertThat(oldSecret.get("number")).isEqualTo(1);
    assertThat(oldSecret.get("expiresAt")).isEqualTo("2026-12-28T09:00:00Z");
    assertThat(oldSecret.get("diesAt")).isEqualTo("2026-07-08T09:00:00Z");
    assertThat(oldSecret.get("exchanges")).isEqualTo(true);
    assertThat(oldSecret.get("works")).isEqualTo(true);
    assertThat(state.toString()).doesNotContain(first, app.secret(), seller.refreshToken());
  }

  @Test
  void overdueSecretIsShownToExchangeButNotToWork() {
    amazon.addApp("erp");
    amazon.advance(Duration.ofDays(180));

    Map<?, ?> app = (Map<?, ?>) ((List<?>) control.state().get("apps")).get(0);
    Map<?, ?> secret = (Map<?, ?>) ((List<?>) app.get("secrets")).get(0);
    assertThat(secret.get("exchanges")).isEqualTo(true);
    assertThat(secret.get("works")).isEqualTo(false);
    assertThat(secret.get("diesAt")).isNull();
  }

  @Test
  void logListsCalls() {
    client.token(Map.of());

    List<?> calls = (List<?>) control.call("GET", "/log", Map.of()).get("calls");

    assertThat(calls).hasSize(1);
    Map<?, ?> call = (Map<?, ?>) calls.get(0);
    assertThat(call.get("endpoint")).isEqualTo("token");
    assertThat(call.get("status")).isEqualTo(400);
    assertThat(call.get("error")).isEqualTo("invalid_request");
    assertThat(call.get("app")).isNull();
  }

  private void assertRefused(String path, Map<String, Object> body, String complaint) {
    assertThatThrownBy(() -> control.call("POST", path, body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(complaint);
  }

  private TestClient.Reply post(String path, String body) {
    URI uri = URI.create(amazon.origin() + "/simulator" + path);
    return client.send("POST", uri, Map.of("Content-Type", "application/json"), body);
  }
}
