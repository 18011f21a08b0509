// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestLogTest {

  private static final Instant START = Instant.parse("2026-07-01T09:00:00Z");

  private final AmazonSimulator amazon = AmazonSimulator.builder().clock(START).build();
  private final TestClient client = new TestClient(amazon);
  private final SimulatedApp app = amazon.addApp("erp");
  private final SimulatedSeller seller = app.addSeller("acme-us", Region.NA);
  private final RequestLog log = amazon.log();

  @AfterEach
  void close() {
    amazon.close();
  }

  @Test
  void tellsWhoCalledWithWhichSecretAndWhatCameOfIt() {
    String first = app.secret();
    app.rotateInConsole();
    amazon.advance(Duration.ofMinutes(1));
    String token = client.refresh(seller).text("access_token");
    client.refresh(seller, first);
    client.refresh(seller, "wrong");
    client.probe(Region.EU, token);

    assertThat(log.newest())
        .extracting(
            LoggedCall::endpoint,
            LoggedCall::status,
            LoggedCall::app,
            LoggedCall::seller,
            LoggedCall::secretNumber,
            LoggedCall::error)
        .containsExactly(
            row(Endpoint.TOKEN, 200, "acme-us", 2, null),
            row(Endpoint.TOKEN, 200, "acme-us", 1, null),
            row(Endpoint.TOKEN, 401, null, null, "invalid_client"),
            row(Endpoint.PROBE, 403, "acme-us", 2, "Unauthorized"));
    assertThat(log.newest()).extracting(LoggedCall::at).containsOnly(START.plusSeconds(60));
    assertThat(log.newest(Endpoint.PROBE)).hasSize(1);
    assertThat(log.newest(Endpoint.TOKEN)).allMatch(call -> call.faults().isEmpty());
  }

  @Test
  void countsByEndpointUntilCleared() {
    String token = client.refresh(seller).text("access_token");
    client.probe(Region.NA, token);
    client.probe(Region.NA, token);
    client.rotate(Region.NA, token);

    assertThat(log.calls(Endpoint.TOKEN)).isEqualTo(1);
    assertThat(log.calls(Endpoint.PROBE)).isEqualTo(2);
    assertThat(log.calls(Endpoint.ROTATE)).isEqualTo(1);
    assertThat(log.mostAtOnce(Endpoint.PROBE)).isEqualTo(1);
    log.clear();
    assertThat(log.calls(Endpoint.TOKEN)).isZero();
    assertThat(log.mostAtOnce(Endpoint.PROBE)).isZero();
    assertThat(log.newest()).isEmpty();
  }

  @Test
  void observerSeesTheEffectOfACallBeforeItsClientDoes() {
    List<String> currentSecrets = new CopyOnWriteArrayList<>();
    log.onCall(call -> currentSecrets.add(call.endpoint() + " " + app.issuedSecrets().size()));

    client.rotate(
        Region.NA, client.grantless(app, AmazonFacts.SCOPE_ROTATION).text("access_token"));

    assertThat(currentSecrets).containsExactly("TOKEN 1", "ROTATE 2");
  }

  @Test
  void failureOfAnObserverShowsAsStatus500() {
    log.onCall(
        call -> {
          throw new IllegalStateException("an invariant is broken");
        });

    assertThat(client.refresh(seller).status()).isEqualTo(500);
    assertThat(log.newest(Endpoint.TOKEN)).hasSize(1);
  }

  @Test
  void remembersTheNewestOnly() {
    RequestLog small = new RequestLog();
    for (int i = 0; i < RequestLog.CAPACITY + 5; i++) {
      small.begin(Endpoint.TOKEN);
      small.end(
          new LoggedCall(
              Endpoint.TOKEN,
              START,
              200,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              List.of(),
              "request " + i));
    }

    assertThat(small.newest()).hasSize(RequestLog.CAPACITY);
    assertThat(small.newest().get(0).requestId()).isEqualTo("request 5");
    assertThat(small.calls(Endpoint.TOKEN)).isEqualTo(RequestLog.CAPACITY + 5L);
    assertThat(small).hasToString("calls {TOKEN=" + (RequestLog.CAPACITY + 5) + "}");
  }

  private static Tuple row(
      Endpoint endpoint, int status, String seller, Integer secretNumber, String error) {
    return tuple(
        endpoint,
        status,
        Optional.of("erp"),
        Optional.ofNullable(seller),
        Optional.ofNullable(secretNumber),
        Optional.ofNullable(error));
  }
}
