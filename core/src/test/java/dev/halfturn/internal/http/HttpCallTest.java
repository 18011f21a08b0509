// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfturn.internal.http.HttpFailure.Kind;
import dev.halfturn.internal.http.RawServer.Script;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpCallTest {

  private static final byte[] BODY = "a=b".getBytes(StandardCharsets.US_ASCII);

  // the total is what a slow server is measured against: long for a test, short for a person
  private static final HttpLimits SHORT =
      new HttpLimits(
          Duration.ofMillis(400), Duration.ofMillis(400), Duration.ofMillis(600), 1 << 20);

  private static final HttpLimits AMPLE =
      new HttpLimits(
          Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(40), 1 << 20);

  private final HttpCall http = new HttpCall(AMPLE, Optional.empty(), Optional.empty());
  private final HttpCall impatient = new HttpCall(SHORT, Optional.empty(), Optional.empty());

  @Test
  void givesStatusHeadersAndBody() throws Exception {
    try (RawServer server =
        RawServer.plain(
            RawServer.always(RawServer.answer("200 OK\nX-Amzn-RequestId: r-1", "hello")))) {
      HttpReply reply = http.post(server.uri("/t"), Map.of("X-Test", "yes"), BODY);

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("x-amzn-requestid")).contains("r-1");
      assertThat(reply.body()).asString().isEqualTo("hello");
      assertThat(server.requests().get(0))
          .startsWith("POST /t HTTP/1.1\r\n")
          .contains("X-Test: yes")
          .endsWith("\r\n\r\na=b");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"400 Bad Request", "401 Unauthorized", "403 Forbidden", "503 Busy"})
  void readsTheBodyOfAnError(String status) throws Exception {
    try (RawServer server = RawServer.plain(RawServer.always(RawServer.answer(status, "why")))) {
      assertThat(http.post(server.uri("/"), Map.of(), BODY).body()).asString().isEqualTo("why");
      assertThat(http.get(server.uri("/"), Map.of()).body()).asString().isEqualTo("why");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Basic realm=\"x\"", "Negotiate", "NTLM", "Digest realm=\"x\",nonce=\"y\""})
  void answersNoChallenge(String challenge) throws Exception {
    try (RawServer server =
        RawServer.plain(
            RawServer.always(
                RawServer.answer("401 No\nWWW-Authenticate: " + challenge, "{\"error\":1}")))) {
      Authenticator.setDefault(
          new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
              return new PasswordAuthentication("somebody", "else".toCharArray());
            }
          });
      HttpReply reply = http.post(server.uri("/"), Map.of(), BODY);

      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.body()).asString().isEqualTo("{\"error\":1}");
      assertThat(server.requests()).hasSize(1).noneMatch(r -> r.contains("Authorization"));
    } finally {
      Authenticator.setDefault(null);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirect(int status) throws Exception {
    try (RawServer evil = RawServer.plain(RawServer.always(RawServer.answer("200 OK", "got it")));
        RawServer server =
            RawServer.plain(
                RawServer.always(
                    RawServer.answer(status + " Moved\nLocation: " + evil.uri("/"), "")))) {
      assertThat(http.post(server.uri("/"), Map.of(), BODY).status()).isEqualTo(status);
      assertThat(http.get(server.uri("/"), Map.of()).status()).isEqualTo(status);
      assertThat(evil.requests()).isEmpty();
    }
  }

  @Test
  void refusesABodyThatIsAnnouncedTooLarge() throws Exception {
    assertFailure(
        Kind.UNREADABLE,
        "larger than 1048576 bytes",
        RawServer.always("HTTP/1.1 200 OK\r\nContent-Length: 10485760\r\n\r\n{"));
  }

  @Test
  void refusesABodyThatTurnsOutTooLarge() throws Exception {
    assertFailure(
        Kind.UNREADABLE,
        "larger than 1048576 bytes",
        (number, out, socket) -> {
          out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          byte[] piece = new byte[65536];
          for (int i = 0; i < 160; i++) {
            out.write(piece);
          }
          out.close();
        });
  }

  @Test
  void acceptsABodyOfExactlyTheLimit() throws Exception {
    String body = "x".repeat(1 << 20);
    try (RawServer server = RawServer.plain(RawServer.always(RawServer.answer("200 OK", body)))) {
      assertThat(http.get(server.uri("/"), Map.of()).body()).hasSize(1 << 20);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"access",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n{\"access",
        "HTTP/1.1 500 No\r\nContent-Length: 100\r\n\r\nso",
      })
  void noticesATruncatedBody(String answer) throws Exception {
    assertFailure(
        Kind.BROKEN,
        "",
        (number, out, socket) -> {
          out.write(answer.getBytes(StandardCharsets.US_ASCII));
          out.close();
        });
  }

  @Test
  void reportsAReset() throws Exception {
    assertFailure(
        Kind.BROKEN,
        "the connection to localhost broke",
        (number, out, socket) -> {
          socket.setSoLinger(true, 0);
          socket.close();
        });
  }

  @Test
  void reportsWhatIsNotHttp() throws Exception {
    assertFailure(
        Kind.UNREADABLE,
        "not http",
        (number, out, socket) -> {
          out.write("220 mail.example ESMTP\r\n".getBytes(StandardCharsets.US_ASCII));
          out.close();
        });
  }

  @Test
  void reportsThatNobodyListens() throws Exception {
    URI nobody;
    try (ServerSocket closed = new ServerSocket(0)) {
      nobody = URI.create("http://127.0.0.1:" + closed.getLocalPort() + "/");
    }
    HttpFailure failure = catchThrowableOfType(HttpFailure.class, () -> http.get(nobody, Map.of()));
    assertThat(failure.kind()).isEqualTo(Kind.BROKEN);
    assertThat(failure).hasMessage("no connection to 127.0.0.1");
  }

  @Test
  void reportsAnUnknownHost() {
    HttpFailure failure =
        catchThrowableOfType(
            HttpFailure.class, () -> http.get(URI.create("http://nowhere.invalid/"), Map.of()));
    assertThat(failure).hasMessage("the host name nowhere.invalid is unknown").hasNoCause();
  }

  @Test
  void doesNotWaitForASilentServer() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    assertFailure(Kind.TIMEOUT, "no whole answer from localhost", (n, out, s) -> await(end));
    end.countDown();
  }

  @ParameterizedTest
  @Timeout(20)
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n|xxxxxxxxxxxxxxxxxxxx",
        "HTTP/1.1 200 OK\r\n\r\n|xxxxxxxxxxxxxxxxxxxx",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n|00000000000000000000",
        "HTTP/1.1 200 OK\r\nX-Slow: |xxxxxxxxxxxxxxxxxxxx",
        "|HTTP/1.1 200 OK\r\nX-Slow: xxx",
      })
  void doesNotWaitForASlowDrip(String answer) throws Exception {
    assertFailure(Kind.TIMEOUT, "in time", drip(answer));
  }

  @Test
  void ignoresTheProxyOfTheJvm() throws Exception {
    try (RawServer server = RawServer.plain(RawServer.always(RawServer.answer("200 OK", "x")))) {
      System.setProperty("http.proxyHost", "192.0.2.1");
      System.setProperty("http.nonProxyHosts", "");
      try {
        assertThat(http.get(server.uri("/"), Map.of()).status()).isEqualTo(200);
      } finally {
        System.clearProperty("http.proxyHost");
        System.clearProperty("http.nonProxyHosts");
      }
    }
  }

  @Test
  void goesThroughAGivenProxy() throws Exception {
    try (RawServer proxy = RawServer.plain(RawServer.always(RawServer.answer("200 OK", "x")))) {
      HttpCall through =
          new HttpCall(
              AMPLE,
              Optional.of(new InetSocketAddress("localhost", proxy.uri("/").getPort())),
              Optional.empty());
      through.get(URI.create("http://shop.example/a"), Map.of());

      assertThat(proxy.requests().get(0)).startsWith("GET http://shop.example/a HTTP/1.1");
    }
  }

  @Test
  void keepsHeadersOutOfTheLogOfTheJdk() throws Exception {
    Logger jdk = Logger.getLogger("sun.net.www.protocol.http");
    List<String> records = new ArrayList<>();
    Handler recorder =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            records.add(record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    recorder.setLevel(Level.ALL);
    jdk.setLevel(Level.ALL);
    jdk.addHandler(recorder);
    try (RawServer server = RawServer.plain(RawServer.always(RawServer.answer("200 OK", "x")))) {
      http.get(server.uri("/"), Map.of("x-amz-access-token", "Atza|canary"));
      assertThat(records).noneMatch(text -> text.contains("canary"));
    } finally {
      jdk.removeHandler(recorder);
      jdk.setLevel(null);
    }
  }

  private void assertFailure(Kind kind, String text, Script script) throws IOException {
    HttpCall call = kind == Kind.TIMEOUT ? impatient : http;
    try (RawServer server = RawServer.plain(script)) {
      HttpFailure failure =
          catchThrowableOfType(HttpFailure.class, () -> call.post(server.uri("/"), Map.of(), BODY));
      assertThat(failure).hasMessageContaining(text).hasNoCause();
      assertThat(failure.kind()).isEqualTo(kind);
    }
  }

  /** Sends what is before the bar at once, the rest byte by byte, over and over. */
  static Script drip(String answer) {
    int bar = answer.indexOf('|');
    byte[] slow = answer.substring(bar + 1).getBytes(StandardCharsets.US_ASCII);
    CountDownLatch never = new CountDownLatch(1);
    return (number, out, socket) -> {
      out.write(answer.substring(0, bar).getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; ; i++) {
        out.write(slow[i % slow.length]);
        out.flush();
        await(never);
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      // the pace of the drip: far below the read timeout
      boolean unused = latch.await(50, java.util.concurrent.TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
