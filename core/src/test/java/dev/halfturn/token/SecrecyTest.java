// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.internal.http.HttpCall;
import dev.halfturn.internal.http.HttpLimits;
import dev.halfturn.internal.http.RawServer;
import dev.halfturn.spapi.SpApiProbe;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.Canaries;
import dev.halfturn.testkit.LeakDetector;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A server that throws back what it was sent, in every form, finds no way into texts of ours. */
class SecrecyTest {

  private static final SecretValue SECRET = SecretValue.ofUtf8(Canaries.CLIENT_SECRET);
  private static final SecretValue REFRESH = SecretValue.ofUtf8(Canaries.REFRESH_TOKEN);

  private final LeakDetector detector = Canaries.detector();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final List<String> jdkLog = new ArrayList<>();
  private final Handler jdkHandler =
      new Handler() {
        @Override
        public synchronized void publish(LogRecord record) {
          jdkLog.add(record.getLoggerName() + " " + record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final java.util.logging.Logger jdkRoot = java.util.logging.Logger.getLogger("");
  private final Level levelBefore = root.getLevel();
  private final java.util.logging.Level jdkLevelBefore = jdkRoot.getLevel();

  @BeforeEach
  void listenToEverything() {
    log.start();
    root.addAppender(log);
    root.setLevel(Level.TRACE);
    jdkHandler.setLevel(java.util.logging.Level.ALL);
    jdkRoot.addHandler(jdkHandler);
    jdkRoot.setLevel(java.util.logging.Level.ALL);
    // whether the code under test logs depends on what ran before; that the ears are open must not
    LoggerFactory.getLogger(SecrecyTest.class).trace("listening");
    java.util.logging.Logger.getLogger(SecrecyTest.class.getName()).finest("listening");
  }

  @AfterEach
  void stopListening() {
    root.detachAppender(log);
    root.setLevel(levelBefore);
    jdkRoot.removeHandler(jdkHandler);
    jdkRoot.setLevel(jdkLevelBefore);
  }

  private static String json(String error, String text) {
    return new String(
        dev.halfturn.internal.json.Json.write(
            java.util.Map.of(
                "error", error, "error_description", text, "request_id", text, "error_uri", text)),
        StandardCharsets.UTF_8);
  }

  private static List<String> hostileAnswers(String request) {
    String body = request.substring(request.indexOf("\r\n\r\n") + 4);
    String plain = URLDecoder.decode(body, StandardCharsets.UTF_8);
    byte[] bytes = plain.getBytes(StandardCharsets.UTF_8);
    List<String> answers = new ArrayList<>();
    for (String text :
        List.of(
            plain,
            body,
            plain.replace("&", " "),
            Canaries.TEXT,
            Base64.getEncoder().encodeToString(bytes),
            Base64.getEncoder().encodeToString(Canaries.TEXT.getBytes(StandardCharsets.UTF_8)),
            HexFormat.of().formatHex(bytes))) {
      for (String error : List.of("invalid_client", "invalid_grant", "brand_new", text)) {
        answers.add(RawServer.answer("400 No\nx-amzn-RequestId: " + text, json(error, text)));
      }
      answers.add(RawServer.answer("200 OK", text));
      answers.add(RawServer.answer("503 " + text, text));
      answers.add(RawServer.answer("302 Found\nLocation: http://" + text + "/", text));
      answers.add(RawServer.answer("200 OK\n" + text + ": " + text, "{\"expires_in\":\"" + text));
      answers.add(
          RawServer.answer(
              "200 OK", "{\"access_token\":\"" + text + "\",\"expires_in\":\"" + text + "\"}"));
      answers.add(
          RawServer.answer(
              "200 OK", "{\"access_token\":\"x\",\"expires_in\":1,\"refresh_token\":\"a \"}"));
      answers.add("HTTP/1.1 " + text + "\r\n\r\n");
      answers.add(text + "\r\n\r\n");
      answers.add("HTTP/1.1 200 OK\r\nContent-Length: " + text + "\r\n\r\n" + text);
      answers.add("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + text + "\r\n");
      answers.add("HTTP/1.1 429 No\r\nRetry-After: " + text + "\r\nDate: " + text + "\r\n\r\n");
    }
    return answers;
  }

  @Test
  void nothingSentComesBackInATextOfOurs() throws Exception {
    ClientCredential client = new ClientCredential("amzn1.application-oa2-client.0", SECRET);
    Grant grant = new Grant.RefreshToken(REFRESH);
    List<Throwable> failures = new ArrayList<>();
    List<String> first = new ArrayList<>();
    int[] answer = {0};
    try (RawServer server =
        RawServer.plain(
            (number, out, socket) -> {
              String text = first.isEmpty() ? "HTTP/1.1 500 x\r\n\r\n" : first.get(answer[0]);
              out.write(text.getBytes(StandardCharsets.ISO_8859_1));
              out.close();
            })) {
      TokenExchange exchange = exchange(server);
      failures.add(catchThrowable(() -> exchange.exchange(client, grant)));
      first.addAll(hostileAnswers(server.requests().get(0)));
      for (answer[0] = 0; answer[0] < first.size(); answer[0]++) {
        failures.add(catchThrowable(() -> exchange.exchange(client, grant)));
      }
      assertThat(server.requests()).allMatch(request -> request.contains("canary%7CK7w"));
    }
    assertThat(failures).hasSizeGreaterThan(100);
    failures.forEach(failure -> assertThat(detector.scan(failure)).isEmpty());
    failures.forEach(failure -> assertThat(failure).isInstanceOf(TokenException.class));
    assertNothingLogged();
  }

  @Test
  void theProbeKeepsItsTokenToItself() throws Exception {
    AccessToken token = new AccessToken(Canaries.ACCESS_TOKEN, Instant.EPOCH);
    String echo = "{\"errors\":[{\"details\":\"" + Canaries.ACCESS_TOKEN + "\"}]}";
    try (RawServer server =
        RawServer.plain(
            RawServer.always(
                RawServer.answer("403 No\nx-amzn-RequestId: " + Canaries.ACCESS_TOKEN, echo)))) {
      Endpoints endpoints =
          Endpoints.builder()
              .allowCustom(true)
              .spApi(SpApiRegion.NA, server.uri("").toString())
              .build();
      Object result =
          new SpApiProbe(endpoints, InstantSource.system()).probe(SpApiRegion.NA, token);
      assertThat(server.requests().get(0)).contains(Canaries.ACCESS_TOKEN);
      assertThat(detector.scan(result.toString())).isEmpty();
    }
    assertNothingLogged();
  }

  @Test
  void theCacheAndItsTypesKeepSecretsToThemselves() {
    StoredClient stored =
        new StoredClient("id", SECRET, List.of(SECRET), Optional.of(SECRET), List.of(SECRET));
    ClientCredential client = new ClientCredential("id", SECRET);
    AccessToken token = new AccessToken(Canaries.ACCESS_TOKEN, Instant.EPOCH);
    List<Object> all =
        List.of(
            stored,
            stored.candidates(),
            client,
            token,
            new TokenReply(token, Optional.of(REFRESH), Optional.empty()),
            new Grant.RefreshToken(REFRESH),
            new Grant.AuthorizationCode(SECRET, Optional.empty()),
            Held.of(token, Instant.EPOCH.minus(Duration.ofHours(1)), 0, new Random(1)));
    all.forEach(one -> assertThat(detector.scan(one.toString())).isEmpty());
    try (CacheBed bed = new CacheBed()) {
      bed.store.current = Canaries.CLIENT_SECRET;
      bed.store.refreshTokens.put("acme", Canaries.REFRESH_TOKEN);
      Throwable rejected = catchThrowable(() -> bed.get("acme"));
      assertThat(rejected).isInstanceOf(TokenException.class);
      assertThat(detector.scan(rejected)).isEmpty();
      assertThat(bed.events).isNotEmpty();
      assertThat(detector.scan(bed.events.toString())).isEmpty();
      assertThat(detector.scan(bed.tokens.forSeller("erp", "acme").toString())).isEmpty();
    }
    assertNothingLogged();
  }

  private void assertNothingLogged() {
    for (ILoggingEvent event : List.copyOf(log.list)) {
      assertThat(detector.scan(event.getFormattedMessage())).isEmpty();
      assertThat(event.getThrowableProxy()).isNull();
    }
    for (String record : List.copyOf(jdkLog)) {
      assertThat(detector.scan(record)).as(record).isEmpty();
    }
    assertThat(log.list).as("ears for slf4j").isNotEmpty();
    assertThat(jdkLog).as("ears for the JDK").isNotEmpty();
  }

  private static TokenExchange exchange(RawServer server) {
    Endpoints endpoints =
        Endpoints.builder().allowCustom(true).lwa(server.uri("/t").toString()).build();
    return new TokenExchange(
        endpoints,
        InstantSource.system(),
        ExchangeListener.NONE,
        new HttpCall(HttpLimits.AMAZON, Optional.empty(), Optional.empty()),
        new RetryDelays(new Random(1)) {
          @Override
          Duration after(int tries, Optional<Duration> asked) {
            return Duration.ZERO;
          }
        });
  }
}
