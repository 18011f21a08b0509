// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.PluginConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What becomes of everything that can go wrong. */
@Timeout(30)
class SnsFaultsTest {

  private FakeSns sns;

  @BeforeEach
  void start() throws IOException {
    sns = new FakeSns();
  }

  @AfterEach
  void stop() {
    sns.close();
  }

  @ParameterizedTest
  @CsvSource({
    "404, NotFound, NOT_FOUND, 1",
    "403, AuthorizationError, PERMISSION_DENIED, 1",
    "400, KMSAccessDenied, PERMISSION_DENIED, 1",
    "403, InvalidClientTokenId, UNAUTHENTICATED, 1",
    "403, SignatureDoesNotMatch, UNAUTHENTICATED, 1",
    "403, ExpiredToken, UNAVAILABLE, 1",
    "403, Whatever, PERMISSION_DENIED, 1",
    "404, Whatever, NOT_FOUND, 1",
    "408, Whatever, TIMEOUT, 1",
    "400, InvalidParameter, INVALID_ARGUMENT, 1",
    "400, Throttling, RATE_LIMITED, 2",
    "429, Whatever, RATE_LIMITED, 2",
    "500, InternalError, UNAVAILABLE, 2",
    "503, ServiceUnavailable, UNAVAILABLE, 2",
  })
  void eachRefusalSaysWhetherToTryAgainAndIsRepeatedOnceWhereThatMayHelp(
      int status, String name, ErrorCode code, int calls) {
    sns.refuses(status, name);
    assertFails(sns.endpoint(), Map.of(), code, "notifier 'pager' got from SNS: " + name);
    assertThat(sns.calls("Publish")).isEqualTo(calls);
  }

  @Test
  void aNameOfAFailureThatIsNoneIsNotRepeated() {
    sns.refuses(400, "forged line &#10; halfturn: all is well");
    assertFails(
        sns.endpoint(),
        Map.of(),
        ErrorCode.INVALID_ARGUMENT,
        "notifier 'pager' got from SNS: status 400");
  }

  @Test
  void nobodyThereIsAFailureThatMayPass() {
    URI endpoint = sns.endpoint();
    sns.close();
    assertFails(endpoint, Map.of(), ErrorCode.UNAVAILABLE, "notifier 'pager' cannot reach SNS");
  }

  @Test
  void aConnectionThatIsResetIsTriedOnceMore() throws IOException {
    AtomicInteger connections = new AtomicInteger();
    try (ServerSocket resetting = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread thread =
          new Thread(
              () -> {
                while (!resetting.isClosed()) {
                  try (Socket connection = resetting.accept()) {
                    connections.incrementAndGet();
                    connection.getInputStream().read();
                    connection.setSoLinger(true, 0);
                  } catch (IOException e) {
                    // the other side has gone, or the test is over
                  }
                }
              });
      thread.setDaemon(true);
      thread.start();
      assertFails(
          URI.create("http://127.0.0.1:" + resetting.getLocalPort()),
          Map.of(),
          ErrorCode.UNAVAILABLE,
          "notifier 'pager' cannot reach SNS");
    }
    assertThat(connections.get()).isBetween(2, 4);
  }

  @Test
  void aServiceThatSaysNothingIsLeftInTime() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      long start = System.nanoTime();
      assertFails(
          URI.create("http://127.0.0.1:" + silent.getLocalPort()),
          Map.of("timeout", "500ms"),
          ErrorCode.TIMEOUT,
          "notifier 'pager' got no answer from SNS in time");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void whoIsInterruptedStopsAndStaysInterrupted() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Notifier notifier =
            open(URI.create("http://127.0.0.1:" + silent.getLocalPort()), Map.of())) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> notifier.send(Opened.NOTICE))
          .isInstanceOfSatisfying(
              HalfturnException.class,
              failure -> assertThat(failure.reason()).isEqualTo("INTERRUPTED"));
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void withoutCredentialsItSaysThatAndWhatToDo() {
    AwsCredentialsProvider none =
        () -> {
          throw SdkClientException.create("Unable to load credentials from xxPrivatexx");
        };
    try (Notifier notifier =
        new SnsNotifierFactory(() -> none)
            .open(
                Opened.config(Opened.settings(sns, sns.arn("reminders"), Map.of())),
                Opened.context())) {
      assertThatThrownBy(() -> notifier.send(Opened.NOTICE))
          .isInstanceOfSatisfying(
              HalfturnException.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
                assertThat(failure.problem().hint()).isPresent();
              })
          .hasMessage("notifier 'pager' finds no credentials for AWS")
          .hasNoCause();
    }
    assertThat(sns.calls("Publish")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:sns:eu-central-1:1234:name",
        "arn:aws:sqs:eu-central-1:123456789012:name",
        "no blanks",
        "name.fifo.fifo",
        ""
      })
  void whatIsNoTopicIsRefused(String topic) {
    assertProblem(
        Map.of("topic-arn", topic),
        "topic-arn: must look like arn:aws:sns:eu-central-1:111122223333:name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "region | EU Central | region: must look like eu-central-1",
        "endpoint | http://sns.example.com | endpoint: must be an address that begins with https://",
        "endpoint | mailto:x@example.com | endpoint: must be an address that begins with https://",
        "endpoint | here | endpoint: must be a URI with a scheme, such as https://",
        "timeout | 2m | timeout: must be at most 1m",
        "subscribe | ops@example.com, 015112345678 | subscribe: must be mail addresses and telephone"
            + " numbers with their country, such as +4915112345678",
      })
  void whatCannotBeIsRefused(String key, String value, String problem) {
    assertProblem(Map.of("topic-arn", "reminders", key, value), problem);
  }

  private static void assertProblem(Map<String, String> settings, String problem) {
    assertThat(PluginConfig.parse(SnsOptions.all(), settings).problems()).containsExactly(problem);
  }

  @Test
  void theRegionIsThatOfTheArnUnlessOneIsGiven() {
    Topic topic = Topic.parse("arn:aws-cn:sns:cn-north-1:123456789012:name");

    assertThat(SnsOptions.region(topic, Optional.empty())).hasValue("cn-north-1");
    assertThat(SnsOptions.region(topic, Optional.of("x"))).hasValue("x");
  }

  @Test
  void thoseWhoAreNamedTwiceAreSubscribedOnce() {
    assertThat(SnsOptions.SUBSCRIBE.parse("a@example.com,,A@example.com, +4915112345678 "))
        .isEqualTo(
            List.of(
                new Subscriber("email", "a@example.com"), new Subscriber("sms", "+4915112345678")));
  }

  private Notifier open(URI endpoint, Map<String, String> more) {
    Map<String, String> settings = Opened.settings(sns, sns.arn("reminders"), more);
    settings.put("endpoint", endpoint.toString());
    return Opened.factory().open(Opened.config(settings), Opened.context());
  }

  private void assertFails(URI endpoint, Map<String, String> more, ErrorCode code, String message) {
    try (Notifier notifier = open(endpoint, more)) {
      assertThatThrownBy(() -> notifier.send(Opened.NOTICE))
          .isInstanceOfSatisfying(
              HalfturnException.class, failure -> assertThat(failure.code()).isEqualTo(code))
          .hasMessage(message)
          .hasNoCause();
    }
  }
}
