// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.WakePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventGridSchedulerTest {

  private static final String WAKE_UP = "{\"app\":\"erp\",\"source\":\"halfturn\"}";

  private final Bed bed = new Bed();
  private final BlockingQueue<String> woken = new LinkedBlockingQueue<>();
  @TempDir private Path state;

  @AfterEach
  void stop() {
    bed.close();
  }

  private ExpiryScheduler open() {
    return bed.open(state, Map.of());
  }

  private static WakePlan at(Instant moment) {
    return new WakePlan(moment, Optional.empty());
  }

  private WakePlan in(Duration time) {
    return at(bed.clock.instant().plus(time));
  }

  private String next() throws InterruptedException {
    return woken.poll(20, TimeUnit.SECONDS);
  }

  private List<String> methods() {
    return bed.queue.requests().stream()
        .map(request -> request.substring(0, request.indexOf(' ')))
        .toList();
  }

  @Test
  void aMessageIsHiddenUntilItsMomentAndNeverEnds() {
    try (ExpiryScheduler scheduler = open()) {
      scheduler.arm("erp", at(Instant.parse("2026-03-03T09:14:07.001Z")));
    }

    assertThat(bed.queue.texts()).containsExactly(WAKE_UP);
    assertThat(bed.queue.moments()).containsExactly(Instant.parse("2026-03-03T09:14:08Z"));
    assertThat(bed.queue.requests())
        .singleElement()
        .asString()
        .startsWith("POST /halfturn/messages?messagettl=-1&visibilitytimeout=");
  }

  @Test
  void aPlanThatDiffersTakesThePlaceOfTheEarlierOneAndTheSameCostsNoCall() {
    try (ExpiryScheduler scheduler = open()) {
      scheduler.arm("erp", at(Instant.parse("2026-03-03T09:00:00Z")));
      scheduler.arm("erp", at(Instant.parse("2026-03-03T09:00:00Z")));
      scheduler.arm("erp", at(Instant.parse("2026-03-04T09:00:00Z")));
    }

    assertThat(methods()).containsExactly("POST", "PUT");
    assertThat(bed.queue.moments()).containsExactly(Instant.parse("2026-03-04T09:00:00Z"));
  }

  @Test
  void theNextProcessKnowsWhatIsArmed() {
    try (ExpiryScheduler scheduler = open()) {
      scheduler.arm("erp", at(Instant.parse("2026-03-03T09:00:00Z")));
    }
    try (ExpiryScheduler scheduler = open()) {
      scheduler.arm("erp", at(Instant.parse("2026-03-03T09:00:00Z")));
      scheduler.arm("erp", at(Instant.parse("2026-03-04T09:00:00Z")));
    }

    assertThat(methods()).containsExactly("POST", "PUT");
  }

  @Test
  void whoHasForgottenWhatIsArmedWakesOnceTooOften() throws IOException {
    try (ExpiryScheduler scheduler = open()) {
      scheduler.arm("erp", at(Instant.parse("2026-03-03T09:00:00Z")));
    }
    try (var files = Files.list(state)) {
      Files.writeString(files.findFirst().orElseThrow(), "no JSON");
    }
    try (ExpiryScheduler scheduler = open()) {
      scheduler.arm("erp", at(Instant.parse("2026-03-04T09:00:00Z")));
    }

    assertThat(bed.queue.texts()).containsExactly(WAKE_UP, WAKE_UP);
  }

  @Test
  void aPlanForLaterThanAMessageCanWaitWakesEarlyAndIsNotSentAgainUntilThen() {
    try (ExpiryScheduler scheduler = open()) {
      scheduler.arm("erp", in(Duration.ofDays(90)));
      bed.clock.advance(Duration.ofDays(1));
      scheduler.arm("erp", in(Duration.ofDays(89)));
      assertThat(methods()).containsExactly("POST");
      assertThat(bed.queue.moments()).containsExactly(Instant.parse("2026-03-08T11:59:59Z"));

      bed.clock.advance(Duration.ofDays(6));
      scheduler.arm("erp", in(Duration.ofDays(83)));
    }

    assertThat(methods()).containsExactly("POST", "PUT");
    assertThat(bed.queue.moments()).containsExactly(Instant.parse("2026-03-15T11:59:59Z"));
  }

  @Test
  void aPlanForEverIsOneOfSevenDays() {
    try (ExpiryScheduler scheduler = open()) {
      scheduler.arm("erp", at(Instant.MAX));
    }

    assertThat(bed.queue.moments()).hasSize(1);
  }

  @Test
  void whoIsDueNowIsWokenWithoutTheQueue() throws InterruptedException {
    try (ExpiryScheduler scheduler = open()) {
      scheduler.start(woken::add);
      scheduler.arm("erp", in(Duration.ofDays(-1)));

      assertThat(next()).isEqualTo("erp");
    }

    assertThat(methods()).doesNotContain("POST", "PUT");
  }

  @Test
  void aMessageWakesAndIsTakenAwayAfterwards() throws InterruptedException {
    try (ExpiryScheduler scheduler = open()) {
      scheduler.start(woken::add);
      scheduler.arm("erp", in(Duration.ofMinutes(10)));
      bed.clock.advance(Duration.ofMinutes(11));

      assertThat(next()).isEqualTo("erp");
      bed.queue.await(queue -> queue.texts().isEmpty());
    }
  }

  @Test
  void whoIsArmedDuringItsWakeUpKeepsTheNewMessage() throws InterruptedException {
    try (ExpiryScheduler scheduler = open()) {
      scheduler.start(
          app -> {
            woken.add(app);
            scheduler.arm(app, in(Duration.ofDays(1)));
          });
      scheduler.arm("erp", in(Duration.ofMinutes(10)));
      bed.clock.advance(Duration.ofMinutes(11));

      assertThat(next()).isEqualTo("erp");
      bed.queue.await(queue -> queue.deleted() == 1);
      assertThat(bed.queue.texts()).containsExactly(WAKE_UP);
      assertThat(bed.queue.moments()).containsExactly(Instant.parse("2026-03-02T12:11:00Z"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new-version.event-grid",
        "near-expiry.event-grid",
        "near-expiry.cloud-event",
        "expired.cloud-event"
      })
  void whatTheVaultTellsWakesWhoseSecretItIs(String event) throws InterruptedException {
    try (ExpiryScheduler scheduler = open()) {
      scheduler.arm("erp", in(Duration.ofDays(90)));
      scheduler.start(woken::add);
      bed.queue.deliver(Recorded.event(event));

      assertThat(next()).isEqualTo("erp");
      bed.queue.await(queue -> queue.deleted() == 1);
    }
  }

  @Test
  void whatIsToldTwiceAtOnceWakesOnce() {
    try (ExpiryScheduler scheduler = open()) {
      scheduler.arm("erp", in(Duration.ofDays(90)));
      bed.queue.deliver(Recorded.event("near-expiry.event-grid"));
      bed.queue.deliver(Recorded.event("near-expiry.cloud-event"));
      bed.queue.deliver(Recorded.event("near-expiry.cloud-event"));
      scheduler.start(woken::add);
      bed.queue.await(queue -> queue.deleted() == 3);
    }

    assertThat(woken).containsExactly("erp");
  }

  @Test
  void eventsOfForeignSecretsWakeNobodyAndAreTakenAway() {
    try (ExpiryScheduler scheduler = open()) {
      scheduler.start(woken::add);
      bed.queue.deliver(Recorded.event("near-expiry.event-grid")); // of whom nobody is armed
      bed.queue.deliver(Recorded.event("of-a-certificate.event-grid"));
      bed.queue.await(queue -> queue.deleted() == 2);
    }

    assertThat(woken).isEmpty();
  }

  @Test
  void namesThatDifferAreFoundByPrefixAndAlias() throws InterruptedException {
    Map<String, String> naming =
        Map.of("prefix", "prod", "alias.old/lwa/clientsecret", "OldSecret");
    try (ExpiryScheduler scheduler = bed.open(state, naming)) {
      scheduler.arm("erp", in(Duration.ofDays(90)));
      scheduler.arm("old", in(Duration.ofDays(90)));
      scheduler.start(woken::add);
      String event = Recorded.event("near-expiry.cloud-event");
      bed.queue.deliver(event.replace("erp--", "prod--erp--"));
      assertThat(next()).isEqualTo("erp");
      bed.queue.deliver(event.replace("erp--lwa--clientsecret", "oldsecret"));
      assertThat(next()).isEqualTo("old");
    }
  }

  @Test
  void anAliasThatNoVaultCouldHaveIsRefused() {
    assertThatThrownBy(() -> bed.open(state, Map.of("alias.erp/lwa/clientsecret", "a/b")))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
              assertThat(e.getMessage()).startsWith("alias.erp/lwa/clientsecret is no name");
            });
  }

  @Test
  void aMessageWhoseWakeUpFailedComesAgain() throws InterruptedException {
    try (ExpiryScheduler scheduler = open()) {
      scheduler.arm("erp", in(Duration.ofDays(90)));
      scheduler.start(
          app -> {
            woken.add(app);
            if (woken.size() == 1) {
              throw new IllegalStateException("thrown on purpose");
            }
          });
      bed.queue.deliver(Recorded.event("expired.cloud-event"));
      bed.queue.await(queue -> woken.size() == 1);
      assertThat(bed.queue.deleted()).isZero();

      bed.queue.showAgain();
      bed.queue.await(queue -> queue.deleted() >= 1);
      assertThat(woken).contains("erp");
    }
  }

  @Test
  void whatIsNoWakeUpIsLeftInTheQueue() {
    List<String> foreign =
        List.of(
            "no JSON",
            "[]",
            "{\"app\":\"erp\"}",
            "{\"app\":\"a\\nb\",\"source\":\"halfturn\"}",
            "{\"app\":7,\"source\":\"halfturn\"}");
    try (ExpiryScheduler scheduler = open()) {
      scheduler.arm("erp", in(Duration.ofDays(6)));
      bed.queue.deliverRaw("<no base 64>");
      foreign.forEach(bed.queue::deliver);
      bed.queue.deliver(WAKE_UP);
      scheduler.start(woken::add);
      bed.queue.await(queue -> queue.deleted() == 1);
    }

    assertThat(bed.queue.texts()).contains("<no base 64>").containsAll(foreign);
    assertThat(woken).containsExactly("erp");
  }

  @Test
  void aQueueThatFailsIsReadAgain() throws InterruptedException {
    bed.queue.refuses(403, "AuthorizationPermissionMismatch");
    try (ExpiryScheduler scheduler = open()) {
      scheduler.start(woken::add);
      WakePlan plan = in(Duration.ofDays(1));
      assertThatThrownBy(() -> scheduler.arm("erp", plan))
          .isInstanceOfSatisfying(
              HalfturnException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
                assertThat(e.hint().orElseThrow()).contains("Storage Queue Data Contributor");
              });
      bed.queue.refuses(200, "");
      scheduler.arm("erp", plan);
      bed.clock.advance(Duration.ofDays(2));

      assertThat(next()).isEqualTo("erp");
    }
  }

  @Test
  void aQueueThatIsNotThereSaysHowItIsMade() {
    try (ExpiryScheduler scheduler = bed.open(state, Map.of("queue", "other"))) {
      WakePlan plan = in(Duration.ofDays(1));
      assertThatThrownBy(() -> scheduler.arm("erp", plan))
          .isInstanceOfSatisfying(
              HalfturnException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND);
                assertThat(e.hint()).hasValue("make the queue: halfturn scheduler apply");
              });
    }
  }

  @Test
  void everybodyIsWokenEachHourWithoutACall() throws InterruptedException {
    try (ExpiryScheduler scheduler = open()) {
      scheduler.start(woken::add);
      scheduler.arm("erp", in(Duration.ofDays(90)));
      bed.clock.advance(Duration.ofMinutes(59));
      scheduler.arm("other", in(Duration.ofDays(-1)));
      assertThat(next()).isEqualTo("other");

      bed.clock.advance(Duration.ofMinutes(1));
      scheduler.arm("other", in(Duration.ofDays(-1)));
      assertThat(List.of(next(), next())).containsExactlyInAnyOrder("erp", "other");
    }
  }

  @Test
  void aMessageIsTakenAwayOnceAndIsNotMissed() {
    try (ExpiryScheduler scheduler = open()) {
      scheduler.arm("erp", in(Duration.ofDays(1)));
      scheduler.disarm("erp");
      scheduler.disarm("erp");
      assertThat(bed.queue.texts()).isEmpty();

      scheduler.arm("erp", in(Duration.ofDays(1)));
      assertThat(bed.queue.texts()).hasSize(1);
    }
  }

  @Test
  void aReceiptThatIsNoneIsAMessageThatIsGone() {
    try (ExpiryScheduler scheduler = open()) {
      scheduler.arm("erp", in(Duration.ofDays(1)));
      bed.queue.refusesParameter("popreceipt");

      assertThatCode(() -> scheduler.disarm("erp")).doesNotThrowAnyException();
    }
  }

  @Test
  void anyOtherParameterThatIsNoneIsAFailure() {
    try (ExpiryScheduler scheduler = open()) {
      scheduler.arm("erp", in(Duration.ofDays(1)));
      bed.queue.refusesParameter("visibilitytimeout");

      assertThatThrownBy(() -> scheduler.disarm("erp"))
          .isInstanceOfSatisfying(
              HalfturnException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }
  }
}
