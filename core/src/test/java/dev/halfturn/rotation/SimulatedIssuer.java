// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.internal.json.Json;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.SimulatedQueue;
import dev.halfturn.simulator.SimulatedQueue.Message;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.IssuerAnswer;
import dev.halfturn.spi.IssuerAnswer.Outcome;
import dev.halfturn.spi.IssuerCheck;
import dev.halfturn.spi.IssuerMessage;
import dev.halfturn.spi.IssuerMessage.Content;
import dev.halfturn.spi.IssuerMessage.ExpiryNotice;
import dev.halfturn.spi.IssuerMessage.NewSecret;
import dev.halfturn.spi.IssuerMessage.Unreadable;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretIssuer;
import dev.halfturn.spi.SecretValue;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** An issuer over the simulated Amazon: its HTTP for requests, its queues for messages. */
public final class SimulatedIssuer implements SecretIssuer {

  static final String PATH = "/applications/2023-11-30/clientSecret";
  private static final Duration VISIBILITY = Duration.ofMinutes(5);

  private final AmazonSimulator amazon;
  private final List<SimulatedQueue> queues = new ArrayList<>();

  /** What stands around each call. */
  public volatile Consumer<String> effects = where -> {};

  List<IssuerCheck> checks = List.of(IssuerCheck.inOrder("queue new-secrets"));
  boolean bought;
  private final AtomicInteger sent = new AtomicInteger();
  int acknowledged;

  /** Whether no request gets as far as Amazon. */
  boolean unreachable;

  final List<Duration> postponed = new ArrayList<>();

  public SimulatedIssuer(AmazonSimulator amazon) {
    this.amazon = amazon;
    queues.add(amazon.queue());
  }

  void alsoReads(SimulatedQueue deadLetters) {
    queues.add(deadLetters);
  }

  /** How many requests were sent. */
  public int requests() {
    return sent.get();
  }

  /** Why nobody can look at the queue, if so. */
  Optional<Problem> blind = Optional.empty();

  @Override
  public List<IssuerCheck> preflight() {
    if (blind.isPresent()) {
      throw new HalfturnException(blind.get());
    }
    return checks;
  }

  @Override
  public IssuerAnswer request(URI spApi, SecretValue token) {
    effects.accept("before the request");
    if (unreachable) {
      return answer(Outcome.NOT_SENT, "AMAZON_UNREACHABLE", 0);
    }
    sent.incrementAndGet();
    IssuerAnswer answer;
    try {
      HttpURLConnection call =
          (HttpURLConnection) URI.create(spApi + PATH).toURL().openConnection(Proxy.NO_PROXY);
      call.setRequestMethod("POST");
      call.setRequestProperty("x-amz-access-token", token.revealUtf8());
      call.setDoOutput(true);
      call.setFixedLengthStreamingMode(0); // or else the JDK may send it twice
      call.getOutputStream().close();
      int status = call.getResponseCode();
      answer =
          switch (status) {
            case 204 -> new IssuerAnswer(Outcome.ACCEPTED, Optional.empty(), Optional.empty());
            case 400, 403, 404 -> answer(Outcome.REFUSED, "NOT_ENROLLED", status);
            case 429 -> answer(Outcome.THROTTLED, "AMAZON_THROTTLED", status);
            default -> answer(Outcome.UNKNOWN, "AMAZON_UNAVAILABLE", status);
          };
    } catch (IOException e) {
      answer = answer(Outcome.UNKNOWN, "AMAZON_UNAVAILABLE", 0);
    }
    effects.accept("after the request");
    return answer;
  }

  private static IssuerAnswer answer(Outcome outcome, String reason, int status) {
    Problem problem = Problem.of(ErrorCode.UNAVAILABLE, reason, "amazon answers " + status);
    return new IssuerAnswer(outcome, Optional.of(problem), Optional.empty());
  }

  @Override
  public List<IssuerMessage> receive(Duration wait) {
    List<IssuerMessage> messages = new ArrayList<>();
    for (SimulatedQueue queue : queues) {
      String name = "queue-" + queues.indexOf(queue);
      for (Message message : queue.receive(10, VISIBILITY)) {
        messages.add(
            new IssuerMessage(
                message.messageId(),
                name,
                message.receiptHandle(),
                message.receiveCount(),
                message.sentAt(),
                read(message.body())));
      }
    }
    amazon.oracles().check("after receiving");
    effects.accept("after receiving");
    return messages;
  }

  static Content read(String body) {
    Optional<Map<String, Object>> json = Json.read(body.getBytes(StandardCharsets.UTF_8));
    if (json.isEmpty() || !(json.get().get("payload") instanceof Map<?, ?> payload)) {
      return new Unreadable("not a notification");
    }
    Instant eventTime = Instant.parse((String) json.get().get("eventTime"));
    String id = (String) ((Map<?, ?>) json.get().get("notificationMetadata")).get("notificationId");
    if (payload.get("applicationOAuthClientNewSecret") instanceof Map<?, ?> fresh) {
      return new NewSecret(
          id,
          (String) fresh.get("clientId"),
          SecretValue.ofUtf8((String) fresh.get("newClientSecret")),
          eventTime,
          Optional.of(Instant.parse((String) fresh.get("newClientSecretExpiryTime"))),
          Optional.of(Instant.parse((String) fresh.get("oldClientSecretExpiryTime"))));
    }
    Map<?, ?> notice = (Map<?, ?>) payload.get("applicationOAuthClientSecretExpiry");
    return new ExpiryNotice(
        (String) notice.get("clientId"),
        eventTime,
        Instant.parse((String) notice.get("clientSecretExpiryTime")),
        (String) notice.get("clientSecretExpiryReason"));
  }

  private SimulatedQueue queue(IssuerMessage message) {
    return queues.get(Integer.parseInt(message.queue().substring("queue-".length())));
  }

  @Override
  public void acknowledge(IssuerMessage message) {
    effects.accept("before acknowledging");
    acknowledged++;
    queue(message).delete(message.receipt());
    amazon.oracles().check("after acknowledging");
    effects.accept("after acknowledging");
  }

  @Override
  public void postpone(IssuerMessage message, Duration time) {
    postponed.add(time);
    queue(message).changeVisibility(message.receipt(), time);
  }

  @Override
  public void close() {
    effects.accept("closed");
  }
}
