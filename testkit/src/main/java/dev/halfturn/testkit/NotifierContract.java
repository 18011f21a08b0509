// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.Receipt;
import dev.halfturn.spi.Severity;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of {@link Notifier}, as a test to extend. The subclass opens the notifier against
 * something that receives, says what arrived there, and opens one whose receiver is not there.
 *
 * <p>A new instance of the subclass runs each rule.
 */
public abstract class NotifierContract {

  private static final Set<ErrorCode> PERMANENT =
      EnumSet.of(
          ErrorCode.UNAUTHENTICATED,
          ErrorCode.PERMISSION_DENIED,
          ErrorCode.NOT_FOUND,
          ErrorCode.INVALID_ARGUMENT);

  private final SettableClock settableClock = SettableClock.at("2026-03-01T12:00:00Z");
  private final List<Notifier> opened = new ArrayList<>();

  /** A directory of this test alone, which the notifier gets as its state directory. */
  @TempDir protected Path stateDirectory;

  /** Opens the notifier, connected to something that receives. */
  protected abstract Notifier open(PluginContext context);

  /**
   * All that has arrived at the other side so far, in order, as one text: decoded, so that the
   * subject and each line of the body of a notice stand in it as they were.
   */
  protected abstract String received() throws Exception;

  /**
   * Opens the notifier with nobody at the other side.
   *
   * @return empty if this notifier has no other side that could be missing; then sending never
   *     fails
   */
  protected abstract Optional<Notifier> openUnreachable(PluginContext context);

  /** A {@link SettableClock}; override it if the time comes from a server. */
  protected InstantSource clock() {
    return settableClock;
  }

  /** Two seconds; override it if the time comes from a server with another clock. */
  protected Duration clockTolerance() {
    return Duration.ofSeconds(2);
  }

  private Notifier notifier() {
    Notifier notifier = open(context());
    opened.add(notifier);
    return notifier;
  }

  private PluginContext context() {
    return new PluginContext("tested", clock(), new SecureRandom(), stateDirectory);
  }

  private static Notice notice(String id, String subject, String body) {
    return new Notice(
        id,
        Severity.WARNING,
        "erp",
        Optional.empty(),
        Optional.of(Instant.parse("2026-03-31T12:00:00Z")),
        subject,
        body);
  }

  @AfterEach
  final void closeAll() {
    opened.forEach(Notifier::close);
  }

  @Test
  @DisplayName("a sent notice arrives once, with its subject and every line of its body")
  final void aSentNoticeArrives() throws Exception {
    notifier()
        .send(notice("n-1", "erp: 30 days left", "The client secret ends soon.\nRotate it now."));

    assertThat(received())
        .containsOnlyOnce("erp: 30 days left")
        .containsSubsequence("The client secret ends soon.", "Rotate it now.");
  }

  @Test
  @DisplayName("the receipt says when the notice was accepted")
  final void theReceiptSaysWhen() {
    Instant before = clock().instant();

    Receipt receipt = notifier().send(notice("n-1", "erp: 30 days left", "Rotate it."));

    assertThat(receipt.acceptedAt())
        .isBetween(before.minus(clockTolerance()), clock().instant().plus(clockTolerance()));
    assertThat(receipt.reference()).isNotNull();
  }

  @Test
  @DisplayName("a notice sent again under its id is sent again: the caller decides about repeats")
  final void aNoticeSentAgainIsSentAgain() throws Exception {
    Notifier notifier = notifier();
    Notice notice = notice("n-1", "erp: 30 days left", "Rotate it.");

    notifier.send(notice);
    notifier.send(notice);

    assertThat(received().split("erp: 30 days left", -1)).hasSize(3);
  }

  @Test
  @DisplayName("every severity is sent, and a notice without an expiry date")
  final void everySeverityIsSent() throws Exception {
    Notifier notifier = notifier();
    for (Severity severity : Severity.values()) {
      String subject = "erp is " + severity + " now";
      notifier.send(
          new Notice(
              "n-" + severity, severity, "erp", Optional.empty(), Optional.empty(), subject, "x"));
    }

    for (Severity severity : Severity.values()) {
      assertThat(received()).contains("erp is " + severity + " now");
    }
  }

  @Test
  @DisplayName("a notice meant for one person is sent, whether or not that address can be used")
  final void aNoticeForOnePersonIsSent() throws Exception {
    Notice plain = notice("n-1", "erp: for you", "Rotate it.");

    notifier()
        .send(
            new Notice(
                plain.id(),
                plain.severity(),
                plain.app(),
                Optional.of("primary-user@example.com"),
                plain.expiresAt(),
                plain.subject(),
                plain.body()));

    assertThat(received()).contains("erp: for you");
  }

  @Test
  @DisplayName("the longest subject arrives whole, with all its punctuation")
  final void theLongestSubjectArrivesWhole() throws Exception {
    StringBuilder printable = new StringBuilder();
    for (char c = '!'; c <= '~'; c++) {
      printable.append(c);
    }
    Notifier notifier = notifier();
    String first = printable.substring(0, Notice.MAX_SUBJECT);
    String second = printable.substring(printable.length() - Notice.MAX_SUBJECT);

    notifier.send(notice("n-1", first, "Rotate it."));
    notifier.send(notice("n-2", second, "Rotate it."));

    assertThat(received()).contains(first).contains(second);
  }

  @Test
  @DisplayName("a body arrives in all alphabets, with long lines and with lines that look special")
  final void anyBodyArrives() throws Exception {
    List<String> lines =
        List.of(
            "äöü Ж 日本 \uD83D\uDD11",
            "long " + "x".repeat(2000) + " end",
            "From here on",
            "Subject: forged",
            "%s ${env:HOME} {} <b>&amp;</b> \\n \"quoted\" 'single'",
            ".dot and more");

    notifier().send(notice("n-1", "erp: 30 days left", String.join("\n", lines) + "\n.\nlast"));

    assertThat(received()).containsSubsequence(lines).contains("last");
  }

  @Test
  @DisplayName("several threads may send at once, and all notices arrive")
  final void severalThreadsMaySend() throws Exception {
    Notifier notifier = notifier();
    List<Callable<Receipt>> senders = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Notice notice = notice("n-" + i, "erp: notice " + i + " of 8", "Rotate it.");
      senders.add(() -> notifier.send(notice));
    }

    assertThat(Together.call(senders)).hasSize(8);

    String received = received();
    for (int i = 0; i < 8; i++) {
      assertThat(received).containsOnlyOnce("erp: notice " + i + " of 8");
    }
  }

  @Test
  @DisplayName(
      "with nobody at the other side sending fails, with a code that says what to do;"
          + " a notifier without another side always succeeds")
  final void withNobodyAtTheOtherSideSendingFails() {
    Optional<Notifier> unreachable = openUnreachable(context());
    Notifier notifier = unreachable.orElseGet(this::notifier);
    opened.add(notifier);

    Throwable failure =
        catchThrowable(() -> notifier.send(notice("n-1", "erp: 30 days left", "Rotate it.")));

    if (unreachable.isEmpty()) {
      assertThat(failure).isNull();
      return;
    }
    assertThat(failure)
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e ->
                assertThat(e.code())
                    .matches(
                        code -> code.retryable() || PERMANENT.contains(code),
                        "is retryable, or says that it is permanent"));
  }

  @Test
  @DisplayName("closing twice is no error")
  final void closingTwiceIsNoError() {
    Notifier notifier = notifier();
    notifier.close();
    notifier.close();
  }

  @Test
  @DisplayName("a closed notifier sends nothing and fails with FAILED_PRECONDITION")
  final void aClosedNotifierFails() throws Exception {
    Notifier notifier = notifier();
    notifier.close();

    Failures.assertFails(
        ErrorCode.FAILED_PRECONDITION,
        () -> notifier.send(notice("n-1", "erp: too late", "Rotate it.")));
    assertThat(received()).doesNotContain("erp: too late");
  }
}
