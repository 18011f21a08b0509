// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {

  private final AmazonSimulator amazon =
      AmazonSimulator.builder().clock(Instant.parse("2026-07-01T09:00:00Z")).build();
  private final TestClient client = new TestClient(amazon);
  private final SimulatedApp app = amazon.addApp("erp");
  private final SimulatedSeller seller = app.addSeller("acme-us", Region.NA);
  private final Faults faults = amazon.faults();

  @AfterEach
  void close() {
    amazon.close();
  }

  @Test
  void faultLastsForAsManyCallsAsOrdered() {
    faults.order(Endpoint.TOKEN, Fault.status(503), 2);

    assertThat(tokenStatus()).isEqualTo(503);
    assertThat(tokenStatus()).isEqualTo(503);
    assertThat(tokenStatus()).isEqualTo(200);
  }

  @Test
  void faultsOfOneEndpointAreMetInTheOrderTheyWereOrdered() {
    faults.order(Endpoint.TOKEN, Fault.status(500), 1);
    faults.order(Endpoint.TOKEN, Fault.throttle(Optional.empty()), 1);
    faults.order(Endpoint.TOKEN, Fault.status(502));

    assertThat(tokenStatus()).isEqualTo(500);
    assertThat(tokenStatus()).isEqualTo(429);
    assertThat(tokenStatus()).isEqualTo(502);
    assertThat(tokenStatus()).isEqualTo(502);
  }

  @Test
  void otherEndpointsAreNotConcerned() {
    String token = client.refresh(seller).text("access_token");
    faults.order(Endpoint.TOKEN, Fault.status(503));

    assertThat(client.probe(Region.NA, token).status()).isEqualTo(200);
  }

  @Test
  void faultsAreClearedByEndpointOrAltogether() {
    faults.order(Endpoint.TOKEN, Fault.status(503));
    faults.order(Endpoint.PROBE, Fault.status(503), 3);
    assertThat(faults.describe())
        .containsExactly("token status until cleared", "probe status for 3 calls");

    faults.clear(Endpoint.TOKEN);
    assertThat(tokenStatus()).isEqualTo(200);
    assertThat(faults.describe()).containsExactly("probe status for 3 calls");
    faults.clear();
    assertThat(faults.describe()).isEmpty();
  }

  @Test
  void faultForNoCallIsRefused() {
    assertThatThrownBy(() -> faults.order(Endpoint.TOKEN, Fault.reset(), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"500, server_error", "503, temporarily_unavailable"})
  void serverErrorOfTheTokenEndpointHasItsErrorBody(int status, String error) {
    faults.order(Endpoint.TOKEN, Fault.status(status));

    TestClient.Reply reply = client.refresh(seller);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.json()).containsEntry("error", error);
    assertThat(reply.header("x-amzn-RequestId")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"500, InternalFailure", "503, ServiceUnavailable"})
  void serverErrorOfSpApiHasItsErrorBody(int status, String code) {
    faults.order(Endpoint.PROBE, Fault.status(status));

    TestClient.Reply reply = client.probe(Region.NA, "any");

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.firstError().get("code")).isEqualTo(code);
  }

  @Test
  void throttlingMaySayWhenToComeBack() {
    faults.order(Endpoint.TOKEN, Fault.throttle(Optional.of(Duration.ofSeconds(7))), 1);
    faults.order(Endpoint.TOKEN, Fault.throttle(Optional.empty()), 1);
    faults.order(Endpoint.PROBE, Fault.throttle(Optional.of(Duration.ofMinutes(1))), 1);

    assertThat(client.refresh(seller).header("Retry-After")).hasValue("7");
    assertThat(client.refresh(seller).header("Retry-After")).isEmpty();
    TestClient.Reply probe = client.probe(Region.NA, "any");
    assertThat(probe.status()).isEqualTo(429);
    assertThat(probe.header("Retry-After")).hasValue("60");
    assertThat(probe.firstError().get("code")).isEqualTo("QuotaExceeded");
  }

  @Test
  void anyErrorOfTheTokenEndpointCanBeOrdered() {
    faults.order(Endpoint.TOKEN, Fault.lwaError(403, "access_denied", "not today"));

    TestClient.Reply reply = client.refresh(seller);

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.json())
        .containsEntry("error", "access_denied")
        .containsEntry("error_description", "not today");
  }

  @Test
  void anyErrorOfSpApiCanBeOrdered() {
    faults.order(Endpoint.ROTATE, Fault.spApiError(404, "NotFound", "no such thing", "nowhere"));

    TestClient.Reply reply = client.rotate(Region.NA, "any");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.firstError().get("code")).isEqualTo("NotFound");
    assertThat(reply.details()).isEqualTo("nowhere");
  }

  @Test
  void gatewayMayAnswerHtmlOrAnythingElse() {
    faults.order(Endpoint.TOKEN, Fault.html(502), 1);
    faults.order(Endpoint.TOKEN, Fault.body(200, "text/plain", "[]"), 1);

    TestClient.Reply html = client.refresh(seller);
    assertThat(html.status()).isEqualTo(502);
    assertThat(html.header("Content-Type")).hasValue("text/html");
    assertThat(html.body()).startsWith("<html>");
    TestClient.Reply text = client.refresh(seller);
    assertThat(text.status()).isEqualTo(200);
    assertThat(text.body()).isEqualTo("[]");
  }

  @Test
  void connectionIsResetBeforeAnythingHappens() throws IOException {
    faults.order(Endpoint.ROTATE, Fault.reset());
    String before = app.secret();

    try (RawConnection connection = new RawConnection(amazon)) {
      connection.sendSpApi("POST", AmazonFacts.ROTATE_PATH, rotationToken());
      assertThatThrownBy(connection::readAll).isInstanceOf(SocketException.class);
    }
    assertThat(app.secret()).isEqualTo(before);
    assertThat(onlyCall(Endpoint.ROTATE).status()).isZero();
    assertThat(onlyCall(Endpoint.ROTATE).faults()).containsExactly("reset");
  }

  @Test
  void connectionIsClosedWithoutAnAnswer() throws IOException {
    faults.order(Endpoint.TOKEN, Fault.empty());

    try (RawConnection connection = new RawConnection(amazon)) {
      connection.sendTokenRequest(seller);
      assertThat(connection.readAll()).isEmpty();
    }
    assertThat(onlyCall(Endpoint.TOKEN).status()).isZero();
  }

  @Test
  void answerIsLostAfterTheRotationTookEffect() throws IOException {
    faults.order(Endpoint.ROTATE, Fault.loseAnswer());
    String before = app.secret();

    try (RawConnection connection = new RawConnection(amazon)) {
      connection.sendSpApi("POST", AmazonFacts.ROTATE_PATH, rotationToken());
      assertThatThrownBy(connection::readAll).isInstanceOf(SocketException.class);
    }
    assertThat(app.secret()).isNotEqualTo(before);
    assertThat(amazon.queue().size()).isEqualTo(1);
    assertThat(onlyCall(Endpoint.ROTATE).status()).isZero();
  }

  @Test
  void connectionIsCutInTheMiddleOfTheBody() throws IOException {
    faults.order(Endpoint.TOKEN, Fault.cut());

    try (RawConnection connection = new RawConnection(amazon)) {
      connection.sendTokenRequest(seller);
      String answer = new String(connection.readAll(), StandardCharsets.ISO_8859_1);
      assertThat(answer).startsWith("HTTP/1.1 200 ");
      assertThat(bodyOf(answer)).startsWith("{").doesNotEndWith("}");
      assertThat(bodyOf(answer).length()).isLessThan(announced(answer));
    }
  }

  @Test
  void jsonIsTruncatedButProperlyDelivered() {
    faults.order(Endpoint.TOKEN, Fault.truncate());

    TestClient.Reply reply = client.refresh(seller);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).startsWith("{").doesNotEndWith("}");
    assertThat(reply.header("Content-Length")).hasValue("" + reply.body().length());
  }

  @Test
  void bodyDripsInByteByByte() {
    faults.order(Endpoint.TOKEN, Fault.drip(Duration.ofMillis(5)));
    long start = System.nanoTime();

    TestClient.Reply reply = client.refresh(seller, "wrong");

    assertThat(reply.json()).containsEntry("error", "invalid_client");
    assertThat(elapsed(start)).isGreaterThan(Duration.ofMillis(5L * reply.body().length()));
  }

  @Test
  void bodyIsHugeWithoutSayingSo() throws IOException {
    faults.order(Endpoint.TOKEN, Fault.huge(3_000_001));

    try (RawConnection connection = new RawConnection(amazon)) {
      connection.sendTokenRequest(seller);
      String answer = new String(connection.readAll(), StandardCharsets.ISO_8859_1);
      assertThat(answer).doesNotContain("Content-Length");
      assertThat(bodyOf(answer).strip()).endsWith("}");
      assertThat(bodyOf(answer).length() - bodyOf(answer).strip().length()).isEqualTo(3_000_001);
    }
  }

  @Test
  void packedBodyExplodes() throws IOException {
    faults.order(Endpoint.TOKEN, Fault.gzipBomb(10_000_000));

    try (RawConnection connection = new RawConnection(amazon)) {
      connection.sendTokenRequest(seller);
      connection.endOfRequests();
      byte[] answer = connection.readAll();
      String text = new String(answer, StandardCharsets.ISO_8859_1);
      assertThat(text).contains("Content-Encoding: gzip\r\n");
      byte[] packed = Arrays.copyOfRange(answer, text.indexOf("\r\n\r\n") + 4, answer.length);
      assertThat(packed).hasSizeLessThan(100_000);
      byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
      assertThat(unpacked).hasSizeGreaterThan(10_000_000);
    }
  }

  @Test
  void contentTypeIsWrong() {
    faults.order(Endpoint.TOKEN, Fault.contentType("text/html"));

    TestClient.Reply reply = client.refresh(seller);

    assertThat(reply.header("Content-Type")).hasValue("text/html");
    assertThat(reply.text("access_token")).startsWith("Atza|");
  }

  @Test
  void lifetimeIsAnythingOrMissing() {
    faults.order(Endpoint.TOKEN, Fault.expiresIn(Optional.of("3600")), 1);
    faults.order(Endpoint.TOKEN, Fault.expiresIn(Optional.of(-1)), 1);
    faults.order(Endpoint.TOKEN, Fault.expiresIn(Optional.of(1_000_000_000_000L)), 1);
    faults.order(Endpoint.TOKEN, Fault.expiresIn(Optional.empty()), 1);

    assertThat(client.refresh(seller).json()).containsEntry("expires_in", "3600");
    assertThat(client.refresh(seller).json()).containsEntry("expires_in", -1);
    assertThat(client.refresh(seller).json()).containsEntry("expires_in", 1_000_000_000_000L);
    assertThat(client.refresh(seller).json())
        .doesNotContainKey("expires_in")
        .containsKey("access_token");
  }

  @Test
  void lifetimeOfARefusalIsLeftAlone() {
    faults.order(Endpoint.TOKEN, Fault.expiresIn(Optional.of("3600")));

    assertThat(client.refresh(seller, "wrong").json())
        .containsOnlyKeys("error", "error_description");
  }

  @Test
  void latencyGoesTogetherWithAnotherFault() {
    faults.order(Endpoint.TOKEN, Fault.latency(Duration.ofMillis(60)), 1);
    faults.order(Endpoint.TOKEN, Fault.latency(Duration.ofMillis(60)), 1);
    faults.order(Endpoint.TOKEN, Fault.status(503), 1);
    long start = System.nanoTime();

    assertThat(tokenStatus()).isEqualTo(503);

    assertThat(elapsed(start)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
    assertThat(onlyCall(Endpoint.TOKEN).faults()).containsExactly("latency", "latency", "status");
    assertThat(tokenStatus()).isEqualTo(200);
  }

  @Test
  void faultsTellTheirNames() {
    assertThat(Fault.reset()).hasToString("reset").extracting(Fault::name).isEqualTo("reset");
  }

  private int tokenStatus() {
    return client.refresh(seller).status();
  }

  private LoggedCall onlyCall(Endpoint endpoint) {
    assertThat(amazon.log().newest(endpoint)).hasSize(1);
    return amazon.log().newest(endpoint).get(0);
  }

  private String rotationToken() {
    return client
        .grantless(app, "sellingpartnerapi::client_credential:rotation")
        .text("access_token");
  }

  private static String bodyOf(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  private static int announced(String answer) {
    return Integer.parseInt(answer.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
  }

  private static Duration elapsed(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }
}
