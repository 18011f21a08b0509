// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.IssuerAnswer;
import dev.halfturn.spi.IssuerAnswer.Outcome;
import dev.halfturn.spi.IssuerMessage;
import dev.halfturn.spi.IssuerMessage.Content;
import dev.halfturn.spi.IssuerMessage.ExpiryNotice;
import dev.halfturn.spi.IssuerMessage.NewSecret;
import dev.halfturn.spi.IssuerMessage.Unreadable;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretIssuer;
import dev.halfturn.spi.SecretValue;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of {@link SecretIssuer}, as a test to extend. The subclass opens the issuer against
 * something that takes its requests and has its queue, sends messages there, and lets time pass.
 *
 * <p>A new instance of the subclass runs each rule.
 */
public abstract class SecretIssuerContract {

  private static final String CLIENT_ID =
      "amzn1.application-oa2-client.0123456789abcdef0123456789abcdef";

  private final SettableClock settableClock = SettableClock.at("2026-03-01T12:00:00Z");
  private final List<SecretIssuer> opened = new ArrayList<>();

  /** A directory of this test alone, which the issuer gets as its state directory. */
  @TempDir protected Path stateDirectory;

  /** Opens the issuer. Opened twice, both have the same queue. */
  protected abstract SecretIssuer open(PluginContext context);

  /** Opens the issuer with nobody at the other side, neither for requests nor for messages. */
  protected abstract Optional<SecretIssuer> openUnreachable(PluginContext context);

  /** What is given to {@link SecretIssuer#request} as the address of the other side. */
  protected abstract URI spApi();

  /** Sends a notification that says this. */
  protected abstract void deliver(Content content) throws Exception;

  /**
   * Sends something that is no notification.
   *
   * @param text holds a secret
   */
  protected abstract void deliverStrange(String text) throws Exception;

  /** How many requests for a new secret have arrived. */
  protected abstract int requests() throws Exception;

  /** How many messages there are that were not acknowledged, hidden ones included. */
  protected abstract int left() throws Exception;

  /** Lets time pass at the other side. */
  protected void pass(Duration time) {
    settableClock.advance(time);
  }

  /** After which time at the latest a message comes back that was received once. */
  protected Duration comesBackAfter() {
    return Duration.ofMinutes(5);
  }

  /** How long a rule waits for a message that must come; thirty seconds. */
  protected Duration patience() {
    return Duration.ofSeconds(30);
  }

  /** A {@link SettableClock}; override it if the time comes from a server. */
  protected InstantSource clock() {
    return settableClock;
  }

  private PluginContext context() {
    return new PluginContext("tested", clock(), new SecureRandom(), stateDirectory);
  }

  private SecretIssuer issuer() {
    SecretIssuer issuer = open(context());
    opened.add(issuer);
    return issuer;
  }

  private static NewSecret newSecret(String label) {
    return new NewSecret(
        "notification-" + label,
        CLIENT_ID,
        Canaries.secret(label),
        Instant.parse("2026-03-01T11:59:58.456Z"),
        Optional.of(Instant.parse("2026-08-28T11:59:58.198Z")),
        Optional.of(Instant.parse("2026-03-08T11:59:58.180Z")));
  }

  private static ExpiryNotice expiryNotice() {
    return new ExpiryNotice(
        CLIENT_ID,
        Instant.parse("2026-03-01T11:59:58Z"),
        Instant.parse("2026-05-30T09:00:00.001Z"),
        "PERIODIC_ROTATION");
  }

  /** Looks until there is a message; the time does not pass meanwhile. */
  private IssuerMessage receiveOne(SecretIssuer issuer) {
    List<IssuerMessage> received = receiveAll(issuer, 1);
    assertThat(received).hasSize(1);
    return received.get(0);
  }

  private List<IssuerMessage> receiveAll(SecretIssuer issuer, int number) {
    List<IssuerMessage> received = new ArrayList<>();
    long end = System.nanoTime() + patience().toNanos();
    while (received.size() < number && System.nanoTime() < end) {
      received.addAll(issuer.receive(wait(Duration.ofSeconds(1))));
    }
    assertThat(received).hasSizeGreaterThanOrEqualTo(number);
    return received;
  }

  private Duration wait(Duration atMost) {
    return patience().compareTo(atMost) < 0 ? patience() : atMost;
  }

  @AfterEach
  final void closeAll() {
    opened.forEach(SecretIssuer::close);
  }

  @Test
  @DisplayName("a new secret arrives with all that is said of it")
  final void aNewSecretArrives() throws Exception {
    deliver(newSecret("one"));

    IssuerMessage message = receiveOne(issuer());

    assertThat(message.content()).isEqualTo(newSecret("one"));
    assertThat(message.receives()).isEqualTo(1);
    assertThat(message.queue()).isNotBlank();
  }

  @Test
  @DisplayName("a notice that a secret is going to end arrives with all that is said of it")
  final void aNoticeArrives() throws Exception {
    deliver(expiryNotice());

    assertThat(receiveOne(issuer()).content()).isEqualTo(expiryNotice());
  }

  @Test
  @DisplayName("of many messages each arrives, and is left alone while it is hidden")
  final void eachOfManyMessagesArrives() throws Exception {
    for (int i = 0; i < 25; i++) {
      deliver(newSecret("number-" + i));
    }
    SecretIssuer issuer = issuer();

    assertThat(receiveAll(issuer, 25))
        .extracting(message -> ((NewSecret) message.content()).key())
        .doesNotHaveDuplicates()
        .hasSize(25);
    assertThat(issuer.receive(Duration.ZERO)).isEmpty();
  }

  @Test
  @DisplayName("two copies of a notification have the same key")
  final void copiesHaveTheSameKey() throws Exception {
    deliver(newSecret("one"));
    deliver(newSecret("one"));

    assertThat(receiveAll(issuer(), 2))
        .extracting(message -> ((NewSecret) message.content()).key())
        .containsOnly("notification-one");
  }

  @Test
  @DisplayName("what is not acknowledged comes back under the same id, and is counted")
  final void whatIsNotAcknowledgedComesBack() throws Exception {
    deliver(newSecret("one"));
    SecretIssuer issuer = issuer();
    IssuerMessage first = receiveOne(issuer);

    pass(comesBackAfter());
    IssuerMessage second = receiveOne(issuer);

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.content()).isEqualTo(first.content());
    assertThat(second.sentAt()).isEqualTo(first.sentAt());
    assertThat(second.receives()).isEqualTo(2);
  }

  @Test
  @DisplayName("what is received before a crash comes back to another opening")
  final void whatIsReceivedBeforeACrashComesBack() throws Exception {
    deliver(newSecret("one"));
    SecretIssuer crashed = issuer();
    receiveOne(crashed);
    crashed.close();

    pass(comesBackAfter());

    assertThat(receiveOne(issuer()).content()).isEqualTo(newSecret("one"));
  }

  @Test
  @DisplayName("what is acknowledged is gone for good; once more is no error")
  final void whatIsAcknowledgedIsGone() throws Exception {
    deliver(newSecret("one"));
    SecretIssuer issuer = issuer();
    IssuerMessage message = receiveOne(issuer);

    issuer.acknowledge(message);
    issuer.acknowledge(message);

    pass(comesBackAfter());
    assertThat(issuer.receive(Duration.ZERO)).isEmpty();
    assertThat(left()).isZero();
  }

  @Test
  @DisplayName("acknowledging one message leaves the others")
  final void acknowledgingOneLeavesTheOthers() throws Exception {
    deliver(newSecret("one"));
    deliver(newSecret("two"));
    SecretIssuer issuer = issuer();

    issuer.acknowledge(receiveAll(issuer, 2).get(0));

    pass(comesBackAfter());
    receiveOne(issuer);
    assertThat(left()).isEqualTo(1);
  }

  @Test
  @DisplayName("a message that came back is acknowledged by how it came last")
  final void aMessageThatCameBackIsAcknowledged() throws Exception {
    deliver(newSecret("one"));
    SecretIssuer issuer = issuer();
    receiveOne(issuer);
    pass(comesBackAfter());

    issuer.acknowledge(receiveOne(issuer));

    assertThat(left()).isZero();
  }

  @Test
  @DisplayName("what is postponed comes back after that time and not before")
  final void whatIsPostponedComesBackLater() throws Exception {
    deliver(newSecret("one"));
    SecretIssuer issuer = issuer();
    Duration later = comesBackAfter().multipliedBy(6);

    issuer.postpone(receiveOne(issuer), later);

    pass(comesBackAfter());
    assertThat(issuer.receive(Duration.ZERO)).isEmpty();
    pass(later);
    assertThat(receiveOne(issuer).content()).isEqualTo(newSecret("one"));
  }

  @Test
  @DisplayName("what is postponed for ever comes back within twelve hours")
  final void whatIsPostponedForEverComesBack() throws Exception {
    deliver(newSecret("one"));
    SecretIssuer issuer = issuer();

    issuer.postpone(receiveOne(issuer), Duration.ofDays(10_000));

    pass(Duration.ofHours(12));
    assertThat(receiveOne(issuer).content()).isEqualTo(newSecret("one"));
  }

  @Test
  @DisplayName("a postponed message can be acknowledged")
  final void aPostponedMessageCanBeAcknowledged() throws Exception {
    deliver(newSecret("one"));
    SecretIssuer issuer = issuer();
    IssuerMessage message = receiveOne(issuer);
    issuer.postpone(message, comesBackAfter().multipliedBy(2));

    issuer.acknowledge(message);

    assertThat(left()).isZero();
  }

  @Test
  @DisplayName("what cannot be read is said to be so, without quoting it, and stays")
  final void whatCannotBeReadStays() throws Exception {
    deliverStrange("{\"secret\": \"" + Canaries.CLIENT_SECRET + "\"}");
    deliverStrange(Canaries.CLIENT_SECRET);
    SecretIssuer issuer = issuer();

    List<IssuerMessage> received = receiveAll(issuer, 2);

    assertThat(received).allMatch(message -> message.content() instanceof Unreadable);
    assertThat(Canaries.detector().scan(received.toString())).isEmpty();
    for (IssuerMessage message : received) {
      Failures.assertFails(ErrorCode.INVALID_ARGUMENT, () -> issuer.acknowledge(message));
      issuer.postpone(message, comesBackAfter());
    }
    pass(comesBackAfter());
    assertThat(receiveAll(issuer, 2)).hasSize(2);
    assertThat(left()).isEqualTo(2);
  }

  @Test
  @DisplayName("looking over what is needed takes no message")
  final void preflightTakesNoMessage() throws Exception {
    deliver(newSecret("one"));
    SecretIssuer issuer = issuer();

    assertThat(issuer.preflight()).isNotEmpty();

    assertThat(receiveOne(issuer).receives()).isEqualTo(1);
    assertThat(requests()).isZero();
  }

  @Test
  @DisplayName("one request is made for one call, and is accepted")
  final void oneRequestIsMade() throws Exception {
    SecretIssuer issuer = issuer();

    IssuerAnswer answer = issuer.request(spApi(), token());

    assertThat(answer.outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(requests()).isEqualTo(1);
    issuer.request(spApi(), token());
    assertThat(requests()).isEqualTo(2);
  }

  private static SecretValue token() {
    return SecretValue.ofUtf8(Canaries.ACCESS_TOKEN);
  }

  @Test
  @DisplayName(
      "with nobody at the other side a request was not sent, or nobody knows; it throws not")
  final void withNobodyAtTheOtherSideARequestWasNotSent() {
    Optional<SecretIssuer> unreachable = openUnreachable(context());
    unreachable.ifPresent(
        issuer -> {
          opened.add(issuer);
          IssuerAnswer answer = issuer.request(URI.create("http://127.0.0.1:1"), token());

          assertThat(answer.outcome()).isIn(Outcome.NOT_SENT, Outcome.UNKNOWN);
          assertThat(Canaries.detector().scan(answer.toString())).isEmpty();
        });
  }

  @Test
  @DisplayName("with nobody at the other side receiving fails, so that it may be tried again")
  final void withNobodyAtTheOtherSideReceivingFails() {
    Optional<SecretIssuer> unreachable = openUnreachable(context());
    unreachable.ifPresent(
        issuer -> {
          opened.add(issuer);
          assertThat(catchThrowable(() -> issuer.receive(Duration.ZERO)))
              .isInstanceOfSatisfying(
                  HalfturnException.class, e -> assertThat(e.code().retryable()).isTrue());
        });
  }

  @Test
  @DisplayName("several threads may receive at once, and all messages arrive")
  final void severalThreadsMayReceive() throws Exception {
    for (int i = 0; i < 12; i++) {
      deliver(newSecret("number-" + i));
    }
    SecretIssuer issuer = issuer();
    List<Callable<List<IssuerMessage>>> receivers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      receivers.add(() -> issuer.receive(wait(Duration.ofSeconds(1))));
    }

    List<String> received = new ArrayList<>();
    for (List<IssuerMessage> messages : Together.call(receivers)) {
      messages.forEach(message -> received.add(message.id()));
    }
    while (received.size() < 12) { // each time one more, or it fails
      receiveAll(issuer, 1).forEach(message -> received.add(message.id()));
    }
    assertThat(received).doesNotHaveDuplicates().hasSize(12);
  }

  @Test
  @DisplayName("no text form shows a secret")
  final void noTextFormShowsASecret() throws Exception {
    deliver(newSecret("one"));
    SecretIssuer issuer = issuer();
    IssuerMessage message = receiveOne(issuer);
    IssuerAnswer answer = issuer.request(spApi(), token());

    assertThat(Canaries.detector().scan(issuer + " " + message + " " + answer + issuer.preflight()))
        .isEmpty();
  }

  @Test
  @DisplayName("closing ends waiting")
  final void closingEndsWaiting() {
    SecretIssuer issuer = issuer();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Gate ended = new Gate(patience());
    Thread waiting =
        new Thread(
            () -> {
              failure.set(catchThrowable(() -> waitForEver(issuer)));
              ended.open();
            },
            "waiting");
    waiting.setDaemon(true);
    waiting.start();
    long end = System.nanoTime() + patience().toNanos();
    while (!isWaiting(waiting) && System.nanoTime() < end) {
      Thread.onSpinWait();
    }

    issuer.close();

    ended.await();
    Failures.assertHasCode(ErrorCode.FAILED_PRECONDITION, failure.get());
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.WAITING
        || thread.getState() == Thread.State.TIMED_WAITING;
  }

  private static void waitForEver(SecretIssuer issuer) {
    List<IssuerMessage> none = List.of();
    while (none.isEmpty()) {
      none = issuer.receive(Duration.ofHours(1));
    }
  }

  @Test
  @DisplayName("closing twice is no error")
  final void closingTwiceIsNoError() {
    SecretIssuer issuer = issuer();
    issuer.close();
    issuer.close();
  }

  @Test
  @DisplayName("a closed issuer fails every call with FAILED_PRECONDITION, and asks for nothing")
  final void aClosedIssuerFailsEveryCall() throws Exception {
    deliver(newSecret("one"));
    SecretIssuer issuer = issuer();
    IssuerMessage message = receiveOne(issuer);
    issuer.close();

    Failures.assertFails(ErrorCode.FAILED_PRECONDITION, issuer::preflight);
    Failures.assertFails(ErrorCode.FAILED_PRECONDITION, () -> issuer.request(spApi(), token()));
    Failures.assertFails(ErrorCode.FAILED_PRECONDITION, () -> issuer.receive(Duration.ZERO));
    Failures.assertFails(ErrorCode.FAILED_PRECONDITION, () -> issuer.acknowledge(message));
    Failures.assertFails(
        ErrorCode.FAILED_PRECONDITION, () -> issuer.postpone(message, Duration.ZERO));
    assertThat(requests()).isZero();
    assertThat(left()).isEqualTo(1);
  }

  @Test
  @DisplayName("closing one opening leaves another open")
  final void closingOneOpeningLeavesAnotherOpen() throws Exception {
    SecretIssuer other = issuer();
    issuer().close();

    deliver(newSecret("one"));

    receiveOne(other);
  }
}
