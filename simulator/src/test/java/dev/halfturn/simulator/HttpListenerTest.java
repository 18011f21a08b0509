// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpListenerTest {

  private static final String HEAD = "POST /auth/o2/token HTTP/1.1\r\nContent-Type: a/b\r\n";

  private final AmazonSimulator amazon =
      AmazonSimulator.builder().clock(Instant.parse("2026-07-01T09:00:00Z")).build();

  @AfterEach
  void close() {
    amazon.close();
  }

  @Test
  void oneConnectionServesManyRequests() throws IOException {
    SimulatedSeller seller = amazon.addApp("erp").addSeller("acme-us", Region.NA);
    try (RawConnection connection = new RawConnection(amazon)) {
      connection.sendTokenRequest(seller);
      connection.sendTokenRequest(seller);
      connection.endOfRequests();

      assertThat(text(connection.readAll()).split("HTTP/1.1 200 ", -1)).hasSize(3);
    }
  }

  @Test
  void connectionIsClosedWhenTheClientWantsItSo() throws IOException {
    try (RawConnection connection = new RawConnection(amazon)) {
      connection.send("GET /nowhere HTTP/1.1\r\nConnection: close\r\n\r\n");
      assertThat(text(connection.readAll())).startsWith("HTTP/1.1 404 ").contains("/nowhere");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.0\r\n\r\n", "GET /?a=b HTTP/1.0\r\nX: y\r\n\r\n"})
  void oldClientsWantItSoByDefault(String request) throws IOException {
    try (RawConnection connection = new RawConnection(amazon)) {
      connection.send(request);
      assertThat(text(connection.readAll())).startsWith("HTTP/1.1 404 ");
    }
  }

  @Test
  void oldClientMayKeepTheConnection() throws IOException {
    try (RawConnection connection = new RawConnection(amazon)) {
      String request = "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n";
      connection.send(request + request);
      connection.endOfRequests();
      assertThat(text(connection.readAll()).split("HTTP/1.1 404 ", -1)).hasSize(3);
    }
  }

  @Test
  void chunkedBodyIsPutTogether() throws IOException {
    try (RawConnection connection = new RawConnection(amazon)) {
      connection.send(
          """
          POST /simulator/apps HTTP/1.1
          Transfer-Encoding: chunked
          Connection: close

          7;x=y
          {"name"
          6
          :"abc"
          1
          }
          0
          Trailer: t

          """
              .replace("\n", "\r\n"));
      assertThat(text(connection.readAll())).startsWith("HTTP/1.1 200 ");
    }
    assertThat(amazon.app("abc")).isPresent();
  }

  @Test
  void waitingClientIsToldToContinue() throws IOException {
    try (RawConnection connection = new RawConnection(amazon)) {
      connection.send(HEAD + "Expect: 100-continue\r\nContent-Length: 1\r\n\r\n");
      assertThat(connection.readWithBody(0)).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      connection.send("x");
      assertThat(connection.readWithBody(0)).startsWith("HTTP/1.1 400 ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET / HTTP/2\r\n\r\n",
        "GET  / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\nno end: of headers\r\n",
        "POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 1048577\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nfour",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n"
      })
  void whatIsNoRequestGetsNoAnswer(String request) throws IOException {
    try (RawConnection connection = new RawConnection(amazon)) {
      connection.send(request);
      connection.endOfRequests();
      assertThat(connection.readAll()).isEmpty();
    }
  }

  @Test
  void endlessRequestsAreCutOff() throws IOException {
    assertThatConnectionEndsAfter("GET /" + "a".repeat(20_000));
    assertThatConnectionEndsAfter("GET / HTTP/1.1\r\n" + "a: b\r\n".repeat(300));
    String chunk = "80000\r\n" + "a".repeat(0x80000) + "\r\n";
    assertThatConnectionEndsAfter(
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(3));
  }

  private void assertThatConnectionEndsAfter(String request) throws IOException {
    try (RawConnection connection = new RawConnection(amazon)) {
      try {
        connection.send(request);
        assertThat(connection.readAll()).isEmpty();
      } catch (java.net.SocketException e) {
        assertThat(e).hasMessageMatching(".*([Rr]eset|[Bb]roken pipe).*");
      }
    }
  }

  @Test
  void portMayBeChosenOnceOnly() {
    int port = amazon.origin().getPort();

    assertThatThrownBy(() -> AmazonSimulator.builder().port(port).build())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(String.valueOf(port));
    amazon.close();
    try (AmazonSimulator second = AmazonSimulator.builder().port(port).build()) {
      assertThat(second.origin()).isEqualTo(URI.create("http://127.0.0.1:" + port));
    }
  }

  @Test
  void closedSimulatorAnswersNoMore() {
    TestClient client = new TestClient(amazon);
    amazon.close();
    amazon.close();

    assertThatThrownBy(() -> client.token(Map.of())).isInstanceOf(UncheckedIOException.class);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
