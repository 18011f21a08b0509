// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfturn.internal.http.HttpFailure.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpsTest {

  private static final HttpLimits SHORT =
      new HttpLimits(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMillis(900), 1 << 20);

  private static SSLContext good;

  @BeforeAll
  static void makeCertificate() throws Exception {
    good = TestTls.selfSigned("localhost");
  }

  private static HttpCall trusting(SSLContext context) {
    return new HttpCall(HttpLimits.AMAZON, Optional.empty(), Optional.of(context));
  }

  @Test
  void talksToATrustedServerAndKeepsTheConnection() throws Exception {
    try (RawServer server =
        RawServer.tls(good, RawServer.always(RawServer.answer("200 OK", "hello")))) {
      HttpCall http = trusting(good);
      for (int i = 0; i < 20; i++) {
        assertThat(http.get(server.uri("/"), Map.of()).body()).asString().isEqualTo("hello");
      }
      // the JDK keeps an idle one for seconds only, and this machine may stumble
      assertThat(server.connections()).isLessThan(10);
    }
  }

  @Test
  void leavesAloneWhatOtherClientsOfTheProcessRead() throws Exception {
    try (RawServer server =
        RawServer.tls(good, RawServer.always(RawServer.answer("200 OK", "hello")))) {
      trusting(good).get(server.uri("/"), Map.of());
      // to some of them it is a limit
      assertThat(System.getProperty("http.maxConnections")).isNull();
    }
  }

  @Test
  void refusesACertificateNobodySigned() throws Exception {
    try (RawServer server =
        RawServer.tls(good, RawServer.always(RawServer.answer("200 OK", "x")))) {
      assertUntrusted(new HttpCall(HttpLimits.AMAZON, Optional.empty(), Optional.empty()), server);
    }
  }

  @Test
  void refusesAnExpiredCertificate() throws Exception {
    SSLContext expired = TestTls.expired("localhost");
    try (RawServer server =
        RawServer.tls(expired, RawServer.always(RawServer.answer("200 OK", "x")))) {
      assertUntrusted(trusting(expired), server);
    }
  }

  @Test
  void refusesACertificateOfAnotherHostEvenWhenTheJvmWouldNot() throws Exception {
    SSLContext other = TestTls.selfSigned("api.amazon.com.evil.example");
    HostnameVerifier before = HttpsURLConnection.getDefaultHostnameVerifier();
    HttpsURLConnection.setDefaultHostnameVerifier((host, session) -> true);
    try (RawServer server =
        RawServer.tls(other, RawServer.always(RawServer.answer("200 OK", "x")))) {
      assertUntrusted(trusting(other), server);
    } finally {
      HttpsURLConnection.setDefaultHostnameVerifier(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1", "TLSv1.1"})
  void refusesOldTls(String protocol) throws Exception {
    try (SSLServerSocket server =
        (SSLServerSocket)
            good.getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      server.setEnabledProtocols(new String[] {protocol});
      Thread accepting =
          new Thread(
              () -> {
                try (Socket socket = server.accept()) {
                  socket.getInputStream().read();
                } catch (IOException refused) {
                  // what the test wants
                }
              });
      accepting.setDaemon(true);
      accepting.start();
      HttpFailure failure =
          catchThrowableOfType(
              HttpFailure.class,
              () ->
                  trusting(good)
                      .get(
                          URI.create("https://localhost:" + server.getLocalPort() + "/"),
                          Map.of()));
      assertThat(failure.kind()).isEqualTo(Kind.BROKEN);
    }
  }

  @ParameterizedTest
  @Timeout(60)
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n|xxxxxxxxxxxxxxxxxxxx",
        "HTTP/1.1 200 OK\r\nX-Slow: |xxxxxxxxxxxxxxxxxxxx",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n|000000000000000000000",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=|yyyyyyyyyyyyyyyyyyy",
      })
  void doesNotWaitForASlowDrip(String answer) throws Exception {
    CountDownLatch dripping = new CountDownLatch(1);
    CountDownLatch hungUp = new CountDownLatch(1);
    RawServer.Script drip = HttpCallTest.drip(answer);
    RawServer.Script watched =
        (number, out, socket) -> {
          dripping.countDown();
          try {
            drip.answer(number, out, socket);
          } finally {
            hungUp.countDown();
          }
        };
    try (RawServer server = RawServer.tls(good, watched)) {
      do {
        assertTimeout(server.uri("/"));
      } while (dripping.getCount() > 0); // where the time was over within the handshake
      assertThat(hungUp.await(30, TimeUnit.SECONDS)).as("nobody reads on").isTrue();
    }
  }

  @Test
  @Timeout(60)
  void doesNotWaitForASlowHandshake() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread accepting = new Thread(() -> dripHandshake(server));
      accepting.setDaemon(true);
      accepting.start();
      assertTimeout(URI.create("https://localhost:" + server.getLocalPort() + "/"));
    }
  }

  // a TLS record that announces 16 KiB of handshake and then takes its time
  private static void dripHandshake(ServerSocket server) {
    try (Socket socket = server.accept()) {
      OutputStream out = socket.getOutputStream();
      out.write(new byte[] {22, 3, 3, 64, 0});
      HttpCallTest.drip("|0").answer(0, out, socket);
    } catch (IOException gone) {
      // the client hung up, as it should
    }
  }

  private static void assertTimeout(URI uri) {
    HttpCall http = new HttpCall(SHORT, Optional.empty(), Optional.of(good));
    long start = System.nanoTime();
    HttpFailure failure =
        catchThrowableOfType(HttpFailure.class, () -> http.post(uri, Map.of(), new byte[] {'a'}));
    assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
    // the read timeout alone would end it after a minute, if it ended it at all
    assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(50);
  }

  private static void assertUntrusted(HttpCall http, RawServer server) {
    HttpFailure failure =
        catchThrowableOfType(HttpFailure.class, () -> http.get(server.uri("/"), Map.of()));
    assertThat(failure.kind()).isEqualTo(Kind.UNTRUSTED);
    assertThat(failure).hasMessage("the certificate of localhost is not trusted").hasNoCause();
    assertThat(server.requests()).isEmpty();
  }
}
