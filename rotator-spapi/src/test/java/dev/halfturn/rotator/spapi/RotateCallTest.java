// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.IssuerAnswer;
import dev.halfturn.spi.IssuerAnswer.Outcome;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.Canaries;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotateCallTest {

  private static final SecretValue TOKEN = SecretValue.ofUtf8(Canaries.ACCESS_TOKEN);
  private static final String NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n";

  private static final RotateLimits SHORT =
      new RotateLimits(Duration.ofSeconds(2), Duration.ofMillis(400), Duration.ofMillis(1500));

  private static final RotateLimits LONG =
      new RotateLimits(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(30));

  private static IssuerAnswer send(URI spApi) {
    return send(spApi, LONG);
  }

  private static IssuerAnswer send(URI spApi, RotateLimits limits) {
    return new RotateCall(limits, Optional.empty(), Optional.empty()).send(spApi, TOKEN);
  }

  @Test
  void asksOnceWithAnEmptyBodyTheTokenAndItsName() {
    try (RawServer server = new RawServer(request -> NO_CONTENT)) {
      IssuerAnswer answer = send(URI.create(server.address() + "/na/"));

      assertThat(answer.outcome()).isEqualTo(Outcome.ACCEPTED);
      assertThat(server.requests()).hasSize(1);
      String request = server.requests().get(0);
      assertThat(request).startsWith("POST /na/applications/2023-11-30/clientSecret HTTP/1.1\n");
      assertThat(request.lines())
          .contains("x-amz-access-token: " + Canaries.ACCESS_TOKEN, "Content-Length: 0")
          .anyMatch(
              line ->
                  line.matches(
                      "user-agent: Halfturn/\\S+ \\(Language=Java/\\d+; Platform=[\\w .-]+\\)"));
    }
  }

  @Test
  void aConnectionClosedWithoutAnAnswerIsUnknownAndNothingIsSentAgain() {
    try (RawServer server = new RawServer(request -> "")) {
      assertThat(send(server.address()).outcome()).isEqualTo(Outcome.UNKNOWN);

      assertThat(server.posts()).hasSize(1);
    }
  }

  @Test
  void onAConnectionThatWasKeptOpenNothingIsSentAgainEither() throws IOException {
    try (RawServer server =
        new RawServer(
            request ->
                request.startsWith("POST ")
                    ? ""
                    : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")) {
      HttpURLConnection before =
          (HttpURLConnection) server.address().toURL().openConnection(java.net.Proxy.NO_PROXY);
      before.getInputStream().readAllBytes();

      assertThat(send(server.address()).outcome()).isEqualTo(Outcome.UNKNOWN);

      assertThat(server.posts()).hasSize(1);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectionIsNotFollowed(int status) {
    try (RawServer server =
        new RawServer(
            request ->
                "HTTP/1.1 %d Elsewhere\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"
                    .formatted(status))) {
      assertThat(send(server.address()).outcome()).isEqualTo(Outcome.UNKNOWN);

      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void a401WhoseBodyTheJdkHidesIsARefusal() {
    try (RawServer server =
        new RawServer(
            request ->
                "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=x\r\n"
                    + "Content-Length: 2\r\n\r\n{}")) {
      assertThat(send(server.address()).outcome()).isEqualTo(Outcome.REFUSED);

      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aRefusalIsReadForWhatItSays() {
    String body =
        "{\"errors\":[{\"code\":\"InvalidInput\",\"message\":\"Application is not enrolled for"
            + " rotation notification. Please update application notification preference in"
            + " Developer console.\"}]}";
    try (RawServer server =
        new RawServer(
            request ->
                "HTTP/1.1 400 Bad\r\nx-amzn-RequestId: abc-1\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(body.length(), body))) {
      IssuerAnswer answer = send(server.address());

      assertThat(answer.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(answer.problem().orElseThrow().reason()).isEqualTo("NOT_ENROLLED");
      assertThat(answer.problem().orElseThrow().message()).contains("(request abc-1)");
      assertThat(answer.problem().orElseThrow().hint().orElseThrow())
          .contains("Notification Preferences", "Application Client New Secret");
    }
  }

  @Test
  void anAnswerCutOffAfterItsStatusIsWhatTheStatusSays() {
    try (RawServer server =
        new RawServer(
            request ->
                "HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 99\r\n\r\n{\"err")) {
      assertThat(send(server.address()).outcome()).isEqualTo(Outcome.REFUSED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage\r\n\r\n", "\r\n\r\n"})
  void whatIsNoHttpIsUnknown(String bytes) {
    try (RawServer server = new RawServer(request -> bytes)) {
      assertThat(send(server.address(), SHORT).outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(server.posts()).hasSize(1);
    }
  }

  @Test
  void silenceIsUnknownWithinTheTime() {
    try (RawServer server = new RawServer(request -> " ")) {
      assertThat(send(server.address(), SHORT).problem().orElseThrow().reason())
          .isEqualTo("AMAZON_TIMEOUT");
    }
  }

  @Test
  void anAnswerThatDripsIsUnknownWithinTheTime() throws IOException {
    try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread dripping = new Thread(() -> drip(listening));
      dripping.setDaemon(true);
      dripping.start();
      long start = System.nanoTime();

      IssuerAnswer answer = send(URI.create("http://127.0.0.1:" + listening.getLocalPort()), SHORT);

      assertThat(answer.outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(answer.problem().orElseThrow().reason()).isEqualTo("AMAZON_TIMEOUT");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
  }

  /** A header that never ends, each byte in time. */
  private static void drip(ServerSocket listening) {
    try (var socket = listening.accept()) {
      socket.setTcpNoDelay(true);
      socket
          .getOutputStream()
          .write("HTTP/1.1 200 OK\r\nX: ".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      socket.setSoTimeout(50);
      while (true) {
        socket.getOutputStream().write('x');
        socket.getOutputStream().flush();
        try {
          if (socket.getInputStream().read() < 0) {
            return;
          }
        } catch (java.net.SocketTimeoutException e) {
          // the pause between two bytes
        }
      }
    } catch (IOException e) {
      // the other side has gone
    }
  }

  @Test
  void whereNobodyListensNothingWasSent() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    IssuerAnswer answer = send(URI.create("http://127.0.0.1:" + port));

    assertThat(answer.outcome()).isEqualTo(Outcome.NOT_SENT);
    assertThat(Canaries.detector().scan(answer.toString())).isEmpty();
  }

  @Test
  void toAHostThatNobodyKnowsNothingWasSent() {
    assertThat(send(URI.create("https://nobody.invalid")).outcome()).isEqualTo(Outcome.NOT_SENT);
  }

  @Test
  void whereTlsFailsNothingWasSent() {
    try (RawServer server = new RawServer(request -> NO_CONTENT)) {
      assertThat(send(URI.create("https://127.0.0.1:" + server.port()), SHORT).outcome())
          .isEqualTo(Outcome.NOT_SENT);

      assertThat(server.posts()).isEmpty();
    }
  }

  @Test
  void aProxyIsAskedForTheWayAndThatItRefusesMeansThatNothingWasSent() {
    try (RawServer proxy =
        new RawServer(request -> "HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n")) {
      RotateCall call =
          new RotateCall(
              LONG,
              Optional.of(InetSocketAddress.createUnresolved("127.0.0.1", proxy.port())),
              Optional.empty());

      assertThat(call.send(URI.create("https://sellingpartnerapi.invalid"), TOKEN).outcome())
          .isEqualTo(Outcome.NOT_SENT);

      assertThat(proxy.requests()).allMatch(request -> request.startsWith("CONNECT "));
      assertThat(Canaries.detector().scan(proxy.requests().toString())).isEmpty();
    }
  }
}
