// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages of others, neighbours and strangers try on the daemon's port. */
class AttacksTest {

  private Scene scene = new Scene();

  @AfterEach
  void closeScene() {
    scene.close();
  }

  private void withSettings(Map<String, String> settings, boolean behindProxy) {
    scene.close();
    scene = new Scene(settings, behindProxy);
  }

  private RawRequest get(String path) {
    return RawRequest.get(scene.port(), path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.0.0.1.evil.example:PORT",
        "localhost.:PORT",
        "127.1:PORT",
        "2130706433:PORT",
        "0.0.0.0:PORT",
        "evil.example@127.0.0.1:PORT",
        "127.0.0.1:PORT@evil.example",
        "[::ffff:127.0.0.1]:PORT",
        "halfturn.example.com.evil.example",
        ""
      })
  void answersUnderNoOtherName(String host) {
    withSettings(Map.of("serve.host", "halfturn.example.com"), false);
    String name = host.replace("PORT", String.valueOf(scene.port()));
    int status = RawRequest.bare(scene.port(), "GET / HTTP/1.1").with("Host", name).status();
    assertThat(status).isIn(400, 421);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:PORT",
        "LocalHost:PORT",
        "[::1]:PORT",
        "halfturn.example.com",
        "HALFTURN.example.com:PORT"
      })
  void answersUnderItsOwnNames(String host) {
    withSettings(Map.of("serve.host", "halfturn.example.com"), false);
    String name = host.replace("PORT", String.valueOf(scene.port()));
    assertThat(RawRequest.bare(scene.port(), "GET /livez HTTP/1.1").with("Host", name).status())
        .isEqualTo(200);
  }

  @Test
  void answersWithoutANameOrWithTwoNobody() {
    int port = scene.port();
    assertThat(RawRequest.bare(port, "GET / HTTP/1.1").status()).isIn(400, 421);
    assertThat(get("/").with("Host", "evil.example").status()).isIn(400, 421);
  }

  @Test
  void isNoProxy() {
    int port = scene.port();
    assertThat(get("http://127.0.0.1:" + port + "/").status()).isEqualTo(400);
    assertThat(get("http://evil.example/").status()).isEqualTo(400);
    assertThat(get("//evil.example/").status()).isIn(400, 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get"})
  void onlyShows(String method) {
    String answer =
        RawRequest.bare(scene.port(), method + " / HTTP/1.1")
            .with("Host", "127.0.0.1:" + scene.port())
            .send();
    assertThat(answer).startsWith("HTTP/1.1 405").containsIgnoringCase("Allow: GET, HEAD");
  }

  @Test
  void answersHeadWithoutABody() {
    String answer =
        RawRequest.bare(scene.port(), "HEAD / HTTP/1.1")
            .with("Host", "127.0.0.1:" + scene.port())
            .send();
    assertThat(answer).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, https://evil.example",
    "Origin, null",
    "Origin, http://127.0.0.1",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Sec-Fetch-Site, whatever"
  })
  void refusesWhatPagesOfOthersAsk(String header, String value) {
    assertThat(get("/status.json").with(header, value).status()).isEqualTo(403);
  }

  @Test
  void letsAPersonFollowALinkAndThePageFetchItsStyle() {
    int port = scene.port();
    assertThat(
            get("/")
                .with("Sec-Fetch-Site", "cross-site")
                .with("Sec-Fetch-Mode", "navigate")
                .with("Sec-Fetch-Dest", "document")
                .status())
        .isEqualTo(200);
    assertThat(
            get("/")
                .with("Sec-Fetch-Site", "cross-site")
                .with("Sec-Fetch-Mode", "navigate")
                .with("Sec-Fetch-Dest", "iframe")
                .status())
        .isEqualTo(403);
    assertThat(
            get("/style.css")
                .with("Sec-Fetch-Site", "same-origin")
                .with("Origin", "http://127.0.0.1:" + port)
                .status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/status.json", "/metrics", "/nothing", "/style.css"})
  void sendsTheHeadersThatKeepABrowserSafe(String path) {
    scene.running();
    String answer = get(path).send();
    String head = answer.substring(0, answer.indexOf("\r\n\r\n")).toLowerCase(Locale.ROOT);
    assertThat(head)
        .contains(
            "content-security-policy: default-src 'none'; style-src 'self'; img-src 'self';"
                + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
            "x-content-type-options: nosniff",
            "cache-control: no-store",
            "referrer-policy: no-referrer")
        .doesNotContain("server:", "access-control", "java", "set-cookie");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../etc/passwd",
        "/%2e%2e/style.css",
        "/style.css/",
        "//style.css",
        "/.",
        "/Style.css"
      })
  void knowsNoOtherPaths(String path) {
    assertThat(get(path).status()).isIn(400, 404);
  }

  @Nested
  class WithAToken {

    private static final String BEARER = "Bearer " + Scene.TOKEN;

    {
      withSettings(Map.of("serve.token", Scene.TOKEN), false);
      scene.running();
    }

    private int with(String authorization) {
      return get("/status.json").with("Authorization", authorization).status();
    }

    private String basic(String pair) {
      return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void answersWhoShowsIt() {
      assertThat(with(BEARER)).isEqualTo(200);
      assertThat(with("bearer  " + Scene.TOKEN)).isEqualTo(200);
      assertThat(with(basic("anybody:" + Scene.TOKEN))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/status.json", "/metrics", "/calendar.ics", "/style.css", "/no"})
    void asksForIt(String path) {
      String answer = get(path).send();
      assertThat(answer)
          .startsWith("HTTP/1.1 401")
          .containsIgnoringCase("WWW-Authenticate: Basic realm=")
          .doesNotContain(Scene.TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz"})
    void saysThatItLivesToAnybody(String path) {
      assertThat(get(path).send()).startsWith("HTTP/1.1 200").hasSizeLessThan(1000);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Bearer",
          "Bearer ",
          "Bearer x",
          "Basic",
          "Basic !!!",
          "Digest a-token-of-the-tests-1234567890",
          "a-token-of-the-tests-1234567890"
        })
    void refusesAnythingElse(String authorization) {
      assertThat(with(authorization)).isEqualTo(401);
    }

    @Test
    void refusesTwoOfThem() {
      assertThat(
              get("/").with("Authorization", BEARER).with("Authorization", "Bearer other").status())
          .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?token=", "/?a=b&access_token=", "/status.json?api_key="})
    void doesNotWantItInTheAddress(String path) {
      assertThat(get(path + Scene.TOKEN).with("Authorization", BEARER).send())
          .startsWith("HTTP/1.1 400")
          .contains("send it in a header");
    }

    @Test
    void doesNotListenToWhoGuesses() {
      for (int i = 0; i < 5; i++) {
        assertThat(with("Bearer guess-" + i)).isEqualTo(401);
      }
      assertThat(with(BEARER)).isEqualTo(429);
      assertThat(get("/livez").status()).isEqualTo(200);
    }

    @Test
    void asksAsOftenAsOneLikes() {
      for (int i = 0; i < 8; i++) {
        assertThat(get("/").status()).isEqualTo(401);
      }
      assertThat(with(BEARER)).isEqualTo(200);
    }

    @Test
    void tellsApartThoseBehindAProxy() {
      withSettings(Map.of("serve.token", Scene.TOKEN), true);
      scene.running();
      for (int i = 0; i < 5; i++) {
        get("/")
            .with("X-Forwarded-For", "10.0.0." + i + ", 203.0.113.9")
            .with("Authorization", "Bearer guess")
            .send();
      }
      assertThat(
              get("/")
                  .with("X-Forwarded-For", "203.0.113.9")
                  .with("Authorization", BEARER)
                  .status())
          .isEqualTo(429);
      assertThat(
              get("/")
                  .with("X-Forwarded-For", "203.0.113.9, 203.0.113.10")
                  .with("Authorization", BEARER)
                  .status())
          .isEqualTo(200);
    }

    @Test
    void believesNobodyWhoSaysWhoHeIsWithoutOne() {
      for (int i = 0; i < 5; i++) {
        get("/").with("X-Forwarded-For", "10.0.0." + i).with("Authorization", "Bearer no").send();
      }
      assertThat(with(BEARER)).isEqualTo(429);
    }
  }

  @Test
  void readsNoEndlessHeaders() {
    RawRequest request = get("/");
    for (int i = 0; i < 8; i++) {
      request.with("X-" + i, "x".repeat(8 * 1024));
    }
    assertThat(refusedOrClosed(request)).isTrue();
    RawRequest many = get("/");
    for (int i = 0; i < 500; i++) {
      many.with("X-" + i, "x");
    }
    assertThat(refusedOrClosed(many)).isTrue();
    assertThat(get("/livez").status()).isEqualTo(200);
  }

  /** A connection that is closed while it is written to may be reset. */
  private static boolean refusedOrClosed(RawRequest request) {
    try {
      return request.status() != 200;
    } catch (UncheckedIOException e) {
      return true;
    }
  }

  @Test
  void sendsAwayThoseWhoAreSlowAndGoesOnWatching() throws IOException {
    scene.running();
    scene.add("erp");
    scene.scheduler().runDue();
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 1000; i++) {
        Socket socket = new Socket();
        slow.add(socket);
        socket.connect(scene.address(), 200);
        socket.getOutputStream().write("GET / HTTP/1.1\r\nX-".getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException full) {
      // no more of them are let in, which is the point
    }
    try {
      scene.clock.advance(Duration.ofDays(8));
      scene.scheduler().runDue();
      assertThat(scene.looks.lastSweepAt()).contains(scene.clock.instant());
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    // the server needs a moment to notice that they have gone, and closes on new ones until then
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    boolean refused = refusedOrClosed(get("/livez"));
    while (refused && System.nanoTime() < deadline) {
      refused = refusedOrClosed(get("/livez"));
    }
    assertThat(refused).isFalse();
  }

  @Test
  void showsNothingThatIsSecret() {
    scene.busy();
    for (String path : List.of("/", "/status.json", "/metrics", "/calendar.ics", "/nothing")) {
      String answer = get(path).send();
      assertThat(answer).isNotEmpty();
      for (String secret : scene.secrets) {
        assertThat(answer).doesNotContain(secret);
      }
    }
    String figures = get("/metrics").send();
    assertThat(figures)
        .contains("app=\"erp\"")
        .doesNotContain(
            "acme-us", "amzn1", "fp:", InetAddress.getLoopbackAddress().getHostAddress());
  }
}
