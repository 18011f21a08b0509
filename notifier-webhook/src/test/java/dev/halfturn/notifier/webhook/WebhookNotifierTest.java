// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.SecretValue;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, and what becomes of everything that can go wrong there. */
@Timeout(20)
class WebhookNotifierTest {

  private static final Map<String, String> HASTY = Map.of("timeout", "400ms");

  private Receiver receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = Receiver.http();
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void aNoticeIsPostedWithItsIdAndWithoutASignatureUnlessThereIsAKey() {
    try (Notifier notifier = Opened.at(receiver.address(), Map.of())) {
      assertThat(notifier.send(Opened.NOTICE).reference()).isEqualTo("HTTP 200");
    }
    Receiver.Call call = receiver.calls().get(0);
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.header("Content-Type"))
        .isEqualTo("application/cloudevents+json; charset=utf-8");
    assertThat(call.header("Idempotency-Key")).isEqualTo(Opened.NOTICE.id());
    assertThat(call.header("User-Agent")).isEqualTo("halfturn");
    assertThat(call.header("Halfturn-Signature")).isEmpty();
  }

  @Test
  void theSignatureIsThatOfTheKeyTheTimeAndTheBody() {
    Signature signature = new Signature(SecretValue.ofUtf8("0123456789abcdef"));

    // printf 1772366400.hello | openssl dgst -sha256 -hmac 0123456789abcdef
    assertThat(signature.of(Opened.CLOCK.instant(), "hello".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(
            "t=1772366400,v1=60404f97eb7ef749a48082d45b29ca5706b498ce4c3525130c0bba4a69c9d82c");
  }

  @ParameterizedTest
  @CsvSource({
    "400, INVALID_ARGUMENT",
    "401, UNAUTHENTICATED",
    "403, PERMISSION_DENIED",
    "404, NOT_FOUND",
    "408, TIMEOUT",
    "410, NOT_FOUND",
    "413, INVALID_ARGUMENT",
    "429, RATE_LIMITED",
    "500, UNAVAILABLE",
    "503, UNAVAILABLE",
  })
  void eachStatusSaysWhetherToTryAgain(int status, ErrorCode code) {
    receiver.answers(status, Map.of(), "");
    assertFails(receiver.address(), Map.of(), code)
        .hasMessageContaining("the webhook of notifier 'chat' answered " + status);
    assertThat(receiver.calls()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204})
  void eachOfItsAcceptancesIsOne(int status) {
    receiver.answers(status, Map.of(), "");
    try (Notifier notifier = Opened.at(receiver.address(), Map.of())) {
      assertThat(notifier.send(Opened.NOTICE).reference()).isEqualTo("HTTP " + status);
    }
  }

  @Test
  void theOneWordOfARefusalIsToldAndNothingLonger() {
    receiver.answers(400, Map.of(), "invalid_blocks");
    assertFails(receiver.address(), Map.of(), ErrorCode.INVALID_ARGUMENT)
        .hasMessageContaining("answered 400 (invalid_blocks)");

    receiver.answers(400, Map.of(), "you posted to " + receiver.address());
    assertFails(receiver.address(), Map.of(), ErrorCode.INVALID_ARGUMENT)
        .message()
        .endsWith("answered 400");
    receiver.answers(400, Map.of(), "xxSecretPathxx");
    assertFails(receiver.address(), Map.of(), ErrorCode.INVALID_ARGUMENT)
        .message()
        .endsWith("answered 400");
  }

  @Test
  void aRedirectIsNotFollowed() throws IOException {
    try (Receiver elsewhere = Receiver.http()) {
      receiver.answers(307, Map.of("Location", elsewhere.address()), "");
      assertFails(receiver.address(), Map.of(), ErrorCode.INVALID_ARGUMENT)
          .satisfies(
              failure ->
                  assertThat(problemHint(failure))
                      .contains("redirects are not followed")
                      .contains("notifier.chat.url"));
      assertThat(elsewhere.calls()).isEmpty();
    }
  }

  @Test
  void patienceThatIsAskedForIsTold() {
    receiver.answers(429, Map.of("Retry-After", "30"), "");
    assertFails(receiver.address(), Map.of(), ErrorCode.RATE_LIMITED)
        .satisfies(failure -> assertThat(problemHint(failure)).contains("30 s"));
    receiver.answers(429, Map.of("Retry-After", "<b>soon</b>"), "");
    assertFails(receiver.address(), Map.of(), ErrorCode.RATE_LIMITED)
        .satisfies(failure -> assertThat(problemHint(failure)).isEmpty());
  }

  @Test
  void aHugeAnswerIsNotRead() throws IOException {
    try (RawReceiver endless =
        new RawReceiver(connection -> withoutEnd(connection, "HTTP/1.1 500 No\r\n\r\n"))) {
      assertFails(endless.address(), Map.of(), ErrorCode.UNAVAILABLE)
          .hasMessageContaining("answered 500");
    }
  }

  @Test
  void anAcceptanceCountsWhateverFollowsIt() throws IOException {
    try (RawReceiver endless =
            new RawReceiver(
                connection -> {
                  OutputStream out = connection.getOutputStream();
                  out.write("HTTP/1.1 200 Yes\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                  while (true) {
                    out.write(new byte[65_536]);
                  }
                });
        Notifier notifier = Opened.at(endless.address(), Map.of())) {
      assertThat(notifier.send(Opened.NOTICE).reference()).isEqualTo("HTTP 200");
    }
  }

  @Test
  void aServerThatSaysNothingIsLeftInTime() throws IOException {
    try (RawReceiver silent = new RawReceiver(WebhookNotifierTest::untilGone)) {
      assertFails(silent.address(), HASTY, ErrorCode.TIMEOUT)
          .hasMessage("notifier 'chat' got no answer from its webhook in time");
      assertThat(silent.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 500 No\r\nContent-Length: 4000\r\n\r\n"})
  void aServerThatAnswersByTheByteIsLeftInTime(String before) throws IOException {
    try (RawReceiver dripping =
        new RawReceiver(
            connection -> {
              OutputStream out = connection.getOutputStream();
              out.write(before.getBytes(StandardCharsets.US_ASCII));
              while (true) {
                out.write('H');
                untilGoneOr50Milliseconds(connection);
              }
            })) {
      assertFails(dripping.address(), HASTY, ErrorCode.TIMEOUT);
    }
  }

  @Test
  void aConnectionThatIsResetIsNotTriedAgainByItself() throws IOException {
    try (RawReceiver resetting =
        new RawReceiver(
            connection -> {
              connection.setSoLinger(true, 0);
              connection.close();
            })) {
      assertFails(resetting.address(), Map.of(), ErrorCode.UNAVAILABLE)
          .hasMessage("notifier 'chat' lost the connection to its webhook");
      assertThat(resetting.connections()).isEqualTo(1);
    }
  }

  @Test
  void anAnswerThatIsNotHttpIsAFailure() throws IOException {
    try (RawReceiver foreign =
        new RawReceiver(
            connection ->
                connection
                    .getOutputStream()
                    .write("220 mail.example.com ESMTP\r\n".getBytes(StandardCharsets.US_ASCII)))) {
      assertFails(foreign.address(), Map.of(), ErrorCode.UNAVAILABLE);
    }
  }

  @Test
  void nobodyThereIsAFailureThatMayPass() {
    String address = receiver.address();
    receiver.close();
    assertFails(address, Map.of(), ErrorCode.UNAVAILABLE)
        .hasMessage("notifier 'chat' cannot reach its webhook");
  }

  @Test
  void aHostWithoutAnAddressIsAFailureThatMayPass() {
    assertFails("https://no-such-host.invalid/x", Map.of(), ErrorCode.UNAVAILABLE)
        .hasMessage("notifier 'chat' cannot reach its webhook");
  }

  @Test
  void onlyATrustedCertificateForTheHostIsTalkedTo(@TempDir Path directory) throws Exception {
    var rightHost = Certificates.selfSigned(directory, "localhost");
    var otherHost = Certificates.selfSigned(directory, "example.com");
    try (Receiver secured = Receiver.https(rightHost);
        Receiver misnamed = Receiver.https(otherHost)) {
      try (Notifier trusting = Opened.at(secured.address(), Map.of(), Optional.of(rightHost))) {
        assertThat(trusting.send(Opened.NOTICE).reference()).isEqualTo("HTTP 200");
      }
      assertFails(secured.address(), Map.of(), ErrorCode.UNAVAILABLE)
          .hasMessage("notifier 'chat' does not trust the certificate of its webhook");
      try (Notifier notifier = Opened.at(misnamed.address(), Map.of(), Optional.of(otherHost))) {
        assertThatThrownBy(() -> notifier.send(Opened.NOTICE))
            .hasMessage("notifier 'chat' does not trust the certificate of its webhook");
      }
      assertThat(secured.calls()).hasSize(1);
      assertThat(misnamed.calls()).isEmpty();
    }
  }

  @Test
  void whoIsInterruptedStopsAndStaysInterrupted() throws IOException {
    try (RawReceiver silent = new RawReceiver(WebhookNotifierTest::untilGone);
        Notifier notifier = Opened.at(silent.address(), Map.of())) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> notifier.send(Opened.NOTICE))
          .isInstanceOfSatisfying(
              HalfturnException.class,
              failure -> assertThat(failure.reason()).isEqualTo("INTERRUPTED"));
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/xxSecretPathxx",
        "http://127.0.0.1.example.com/xxSecretPathxx",
        "ftp://example.com/xxSecretPathxx",
        "https://user:xxSecretPathxx@example.com/",
        "https://example.com/#xxSecretPathxx",
        "https:///xxSecretPathxx",
        "xxSecretPathxx",
        "https://exa mple.com/xxSecretPathxx",
      })
  void anAddressThatIsNotSafeIsRefusedAndNotQuoted(String url) {
    assertThatThrownBy(() -> Opened.at(url, Map.of()))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageStartingWith("url: ")
        .hasMessageNotContaining("xxSecretPathxx")
        .hasNoCause();
  }

  @Test
  void aShortKeyIsRefused() {
    assertThatThrownBy(() -> Opened.at(receiver.address(), Map.of("hmac-key", "0123456789abcde")))
        .hasMessage("hmac-key: must have at least 16 characters");
  }

  @ParameterizedTest
  @CsvSource({
    "timeout, 61s, timeout: must be at most 1m",
    "source, 'a b', source: must be a URI",
    "source, '', 'source: must be a URI, not nothing'",
    "format, mattermost, 'format: must be one of cloudevents, slack, teams'",
  })
  void whatCannotBeIsRefused(String key, String value, String problem) {
    assertThat(
            PluginConfig.parse(
                    new WebhookNotifierFactory().options(),
                    Map.of("url", receiver.address(), key, value))
                .problems())
        .containsExactly(problem);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertFails(
      String url, Map<String, String> more, ErrorCode code) {
    try (Notifier notifier = Opened.at(url, more)) {
      long start = System.nanoTime();
      AbstractThrowableAssert<?, ? extends Throwable> failure =
          assertThatThrownBy(() -> notifier.send(Opened.NOTICE))
              .isInstanceOfSatisfying(
                  HalfturnException.class, e -> assertThat(e.code()).isEqualTo(code))
              .hasMessageNotContaining("xxSecretPathxx")
              .hasMessageNotContaining("localhost")
              .hasNoCause();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      return failure;
    }
  }

  private static String problemHint(Throwable failure) {
    return ((HalfturnException) failure).problem().hint().orElse("");
  }

  private static void untilGone(Socket connection) throws IOException {
    while (connection.getInputStream().read() >= 0) {
      // what else is sent is of no interest
    }
  }

  private static void untilGoneOr50Milliseconds(Socket connection) throws IOException {
    connection.setSoTimeout(50);
    try {
      if (connection.getInputStream().read() < 0) {
        throw new IOException("gone");
      }
    } catch (SocketTimeoutException e) {
      // still there
    }
  }

  private static void withoutEnd(Socket connection, String head) throws IOException {
    OutputStream out = connection.getOutputStream();
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    while (true) {
      out.write(new byte[65_536]);
    }
  }
}
