// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecretRotationTest {

  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final Instant START = Instant.parse("2026-07-01T09:00:00Z");

  private final AmazonSimulator amazon = AmazonSimulator.builder().clock(START).build();
  private final TestClient client = new TestClient(amazon);
  private final SimulatedApp app = amazon.addApp("erp");
  private final SimulatedSeller seller = app.addSeller("acme-us", Region.NA);
  private final String first = app.secret();

  @AfterEach
  void close() {
    amazon.close();
  }

  @Test
  void secretHasTheNewShape() {
    assertThat(first).matches("amzn1\\.oa2-cs\\.v1\\.[0-9a-f]{64}");
    assertThat(app.clientId()).matches("amzn1\\.application-oa2-client\\.[0-9a-f]{32}");
    assertThat(app.applicationId()).matches("amzn1\\.sp\\.solution\\.[0-9a-f-]{36}");
  }

  @Test
  void whatItMakesUpHoldsItsMark() {
    String code = app.authorizationCode("new-us", Region.NA, Optional.empty());

    assertThat(List.of(first, app.rotateInConsole(), code, seller.refreshToken()))
        .allMatch(secret -> secret.contains(AmazonSimulator.MARK));
    assertThat(exchange(first).text("access_token")).contains(AmazonSimulator.MARK);
  }

  @Test
  void overdueSecretStillExchangesButSpApiRefusesItsTokens() {
    amazon.advance(Duration.ofDays(180).minus(MOMENT));
    String token = exchange(first).text("access_token");
    assertThat(client.probe(Region.NA, token).status()).isEqualTo(200);

    amazon.advance(MOMENT);

    assertThat(exchange(first).status()).isEqualTo(200);
    assertSecretExpired(client.probe(Region.NA, token));
    assertSecretExpired(client.probe(Region.NA, exchange(first).text("access_token")));
    assertThat(app.accepts(first)).isTrue();
    assertThat(app.works(first)).isFalse();
  }

  @Test
  void overdueSecretMayStopExchangingLater() {
    amazon.rules(Rules.defaults().withOverdueExchange(Duration.ofDays(16)));
    SimulatedApp other = amazon.addApp("crm");
    SimulatedSeller customer = other.addSeller("acme-us", Region.NA);

    amazon.advance(Duration.ofDays(196).minus(MOMENT));
    assertThat(client.refresh(customer).status()).isEqualTo(200);
    amazon.advance(MOMENT);
    assertThat(client.refresh(customer).status()).isEqualTo(401);
  }

  @Test
  void rotatingAfterTheDeadlineRestoresAccess() {
    amazon.advance(Duration.ofDays(200));

    app.rotateInConsole();

    String token = client.refresh(seller).text("access_token");
    assertThat(client.probe(Region.NA, token).status()).isEqualTo(200);
  }

  @Test
  void oldSecretLivesSevenDaysBesideTheNewOne() {
    amazon.advance(Duration.ofDays(150));
    String second = app.rotateInConsole();

    assertThat(second).isNotEqualTo(first).isEqualTo(app.secret());
    assertThat(exchange(second).status()).isEqualTo(200);
    amazon.advance(Duration.ofDays(7).minus(MOMENT));
    String token = exchange(first).text("access_token");
    assertThat(client.probe(Region.NA, token).status()).isEqualTo(200);

    amazon.advance(MOMENT);

    assertThat(exchange(first).status()).isEqualTo(401);
    assertThat(exchange(first).json()).containsEntry("error", "invalid_client");
    assertThat(exchange(second).status()).isEqualTo(200);
    assertThat(app.accepts(first)).isFalse();
    assertThat(app.accepts(second)).isTrue();
  }

  @Test
  void replacedSecretDoesNotOutliveItsOwnDeadlineAtSpApi() {
    amazon.advance(Duration.ofDays(176));
    app.rotateInConsole();

    amazon.advance(Duration.ofDays(4));

    assertSecretExpired(client.probe(Region.NA, exchange(first).text("access_token")));
    assertThat(app.issuedSecrets().get(0).usableUntil())
        .isEqualTo(START.plus(Duration.ofDays(180)));
  }

  @Test
  void refreshTokensSurviveARotation() {
    String before = seller.refreshToken();
    app.rotateInConsole();

    assertThat(client.refresh(seller).text("refresh_token")).isEqualTo(before);
  }

  @Test
  void oracleTellsEverySecretWithItsDates() {
    amazon.advance(Duration.ofDays(150));
    String second = app.rotateInConsole();

    assertThat(app.issuedSecrets())
        .extracting(IssuedSecret::number, IssuedSecret::value, IssuedSecret::issuedAt)
        .containsExactly(
            tuple(1, first, START), tuple(2, second, START.plus(Duration.ofDays(150))));
    IssuedSecret replaced = app.issuedSecrets().get(0);
    assertThat(replaced.expiresAt()).isEqualTo(START.plusSeconds(15_552_000));
    assertThat(replaced.diesAt()).hasValue(START.plus(Duration.ofDays(157)));
    assertThat(replaced.usableUntil()).isEqualTo(START.plus(Duration.ofDays(157)));
    assertThat(replaced.ageAt(amazon.now())).isEqualTo(Duration.ofDays(150));
    assertThat(app.issuedSecrets().get(1).diesAt()).isEmpty();
  }

  @Test
  void secondRotationInsideTheOverlapKeepsAllOrOnlyTheLastTwo() {
    String second = app.rotateInConsole();
    amazon.advance(Duration.ofDays(1));
    String third = app.rotateInConsole();
    assertThat(app.accepts(first)).isTrue();

    amazon.rules(Rules.defaults().withSecondRotation(Rules.SecondRotation.KEEPS_LAST_TWO));
    String fourth = app.rotateInConsole();

    assertThat(app.accepts(first)).isFalse();
    assertThat(app.accepts(second)).isFalse();
    assertThat(app.accepts(third)).isTrue();
    assertThat(app.accepts(fourth)).isTrue();
  }

  @Test
  void endOfAReplacedSecretIsNotPutOffByAnotherRotation() {
    app.rotateInConsole();
    amazon.advance(Duration.ofDays(5));
    app.rotateInConsole();

    assertThat(app.issuedSecrets().get(0).diesAt()).hasValue(START.plus(Duration.ofDays(7)));
  }

  @Test
  void newSecretMayNeedTimeToBecomeActive() {
    amazon.rules(
        Rules.defaults()
            .withActivationDelay(Duration.ofMinutes(2))
            .withSettlingDelay(Duration.ofMinutes(30)));
    String second = app.rotateInConsole();

    assertThat(exchange(second).status()).isEqualTo(401);
    assertThat(exchange(first).status()).isEqualTo(200);
    amazon.advance(Duration.ofMinutes(2));
    String token = exchange(second).text("access_token");
    assertSecretExpired(client.probe(Region.NA, token));
    assertThat(app.works(second)).isFalse();
    amazon.advance(Duration.ofMinutes(30));
    assertThat(client.probe(Region.NA, token).status()).isEqualTo(200);
    assertThat(app.works(second)).isTrue();
  }

  @Test
  void brokenSecretIsShownOnceAndTheConsoleKnowsTheRightOne() {
    app.breakNextSecret();

    String shown = app.rotateInConsole();

    assertThat(exchange(shown).status()).isEqualTo(401);
    assertThat(app.accepts(shown)).isFalse();
    assertThat(exchange(app.secret()).status()).isEqualTo(200);
    assertThat(app.rotateInConsole()).isEqualTo(app.secret());
  }

  @Test
  void secretsAndCredentialsCanBeGiven() {
    SimulatedApp given =
        amazon.addApp(
            NewApp.named("given")
                .withClientId("amzn1.application-oa2-client.given")
                .withSecret("canary-1")
                .withCreatedAt(START.minus(Duration.ofDays(100))));
    given.planNextSecret("canary-2");
    SimulatedSeller customer = given.addSeller("s", Region.NA, "Atzr|canary-3");

    assertThat(given.secret()).isEqualTo("canary-1");
    assertThat(given.issuedSecrets().get(0).expiresAt()).isEqualTo(START.plus(Duration.ofDays(80)));
    assertThat(given.rotateInConsole()).isEqualTo("canary-2");
    assertThat(client.refresh(customer).text("refresh_token")).isEqualTo("Atzr|canary-3");
  }

  @Test
  void nothingPrintsASecret() {
    amazon.advance(Duration.ofDays(1));
    app.rotateInConsole();

    assertThat(app.issuedSecrets().toString() + app + seller + amazon.log() + amazon.log().newest())
        .doesNotContain(first, app.secret(), seller.refreshToken());
    assertThat(app.issuedSecrets().get(0))
        .hasToString(
            "secret #1, issued 2026-07-01T09:00:00Z, expires 2026-12-28T09:00:00Z,"
                + " dies 2026-07-09T09:00:00Z");
  }

  private TestClient.Reply exchange(String secret) {
    return client.refresh(seller, secret);
  }

  private static void assertSecretExpired(TestClient.Reply reply) {
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.details()).isEqualTo("The LWA secret token you provided has expired.");
  }
}
