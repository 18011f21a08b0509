// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static dev.halfturn.rotation.RotationFixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.rotation.Reminding.Told;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.Receipt;
import dev.halfturn.testkit.RecordingNotifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one look tells of itself, and what is told of it beforehand. */
class RemindingTest {

  private final RotationFixture here = new RotationFixture();

  @BeforeEach
  void declare() {
    here.tracker().declareIssued(APP, START, Provenance.DECLARED);
  }

  @AfterEach
  void close() {
    here.close();
  }

  private Told preview() {
    assertThat(here.tracker().preview(APP).told()).hasSize(1);
    return here.tracker().preview(APP).told().get(0);
  }

  @Test
  void nothingIsDueAtFirst() {
    assertThat(here.tracker().preview(APP).told()).isEmpty();
    assertThat(here.tracker().remind(APP).told()).isEmpty();
  }

  @Test
  void whatIsForeseenIsSentAndThenNoMore() {
    here.clock.advance(Duration.ofDays(150));
    Told foreseen = preview();

    assertThat(foreseen.delivery().state()).isEqualTo(Delivery.State.PLANNED);
    assertThat(foreseen.delivery().rung()).isEqualTo(Rung.day(150));
    assertThat(here.mail.sent()).isEmpty();
    Reminding reminding = here.tracker().remind(APP);
    assertThat(reminding.told())
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.notifier()).isEqualTo(foreseen.notifier());
              assertThat(told.delivery().rung()).isEqualTo(foreseen.delivery().rung());
              assertThat(told.delivery().state()).isEqualTo(Delivery.State.DELIVERED);
            });
    assertThat(here.mail.sent()).hasSize(1);
    assertThat(here.tracker().preview(APP).told()).isEmpty();
  }

  @Test
  void whatANotifierDoesNotTakeIsTold() {
    here.clock.advance(Duration.ofDays(150));
    here.mail.failWith(Problem.of(ErrorCode.UNAVAILABLE, "no answer"));

    assertThat(here.tracker().remind(APP).told())
        .singleElement()
        .extracting(told -> told.delivery().failure())
        .isEqualTo(Optional.of(ErrorCode.UNAVAILABLE));
  }

  @Test
  void whereANotifierGivesUpTheOthersAreAskedAtOnce() {
    RecordingNotifier chat = new RecordingNotifier(here.clock);
    chat.failWith(Problem.of(ErrorCode.NOT_FOUND, "no such room"));
    here.policy =
        Policies.with(
            ReminderPolicy.DEFAULT.withAudience(
                new Audience(new TreeMap<>(Map.of(150, Set.of("chat"))), new TreeMap<>())));
    here.clock.advance(Duration.ofDays(150));

    Reminding reminding = here.tracker(Map.of("mail", here.mail, "chat", chat)).remind(APP);

    assertThat(reminding.told())
        .extracting(told -> told.notifier() + " " + told.delivery().state())
        .containsExactly("chat FAILED", "mail DELIVERED");
  }

  @Test
  void whatIsAcknowledgedIsNotRepeated() {
    here.clock.advance(Duration.ofDays(179));
    here.tracker().check(APP);

    RotationStatus status = here.tracker().acknowledge(APP, Optional.empty(), "maria does it");
    here.clock.advance(Duration.ofHours(13));
    here.tracker().check(APP);

    assertThat(status.acknowledged().orElseThrow().reason()).isEqualTo("maria does it");
    assertThat(here.mail.sent()).hasSize(1);
  }

  @Test
  void nothingIsAcknowledgedBeforeThereIsAnything() {
    assertThatThrownBy(() -> here.tracker().acknowledge(APP, Optional.empty(), "too early"))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> assertThat(e.reason()).isEqualTo("NOTHING_TO_ACKNOWLEDGE"));
    assertThat(
            here.tracker()
                .acknowledge(APP, Optional.of(START.plusSeconds(60)), "a minute")
                .acknowledged())
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two\nlines", "\u202eback", "\u0000"})
  void aReasonIsOneLine(String reason) {
    Optional<Instant> until = Optional.of(START.plusSeconds(60));

    assertThatThrownBy(() -> here.tracker().acknowledge(APP, until, reason))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  @Test
  void aTestIsRememberedWithEachApplication() {
    here.tracker().test("mail", List.of(APP));

    assertThat(here.mail.sent()).extracting(Notice::occasion).containsExactly("test-0");
    assertThat(here.tracker().status(APP).notifiers().get(0).lastDeliveredAt()).contains(START);
    assertThatThrownBy(() -> here.tracker().test("pager", List.of(APP)))
        .isInstanceOf(HalfturnException.class)
        .hasMessage("there is no notifier 'pager'");
  }

  @Test
  void aTestThatIsAcceptedLetsWhatWasRefusedForGoodBeSentAtOnce() {
    here.clock.advance(Duration.ofDays(150));
    here.mail.failWith(Problem.of(ErrorCode.PERMISSION_DENIED, "not you"));
    here.tracker().remind(APP);
    assertThat(here.tracker().status(APP).conditions()).hasSize(2);
    here.mail.recover();

    here.tracker().test("mail", List.of(APP));

    assertThat(here.tracker().remind(APP).told()).hasSize(1);
    assertThat(here.tracker().status(APP).conditions()).isEmpty();
  }

  @Test
  void aHandOverThatNobodyGetsIsACondition() {
    here.mail.failWith(Problem.of(ErrorCode.UNAVAILABLE, "no answer"));

    here.tracker().handOver(APP, Optional.empty());

    assertThat(here.tracker().status(APP).conditions())
        .extracting(Condition::type)
        .containsExactly(Condition.NOT_TOLD);
  }

  @Test
  void aLateFailureDoesNotHideThatSomebodyElseGotItThrough() {
    here.clock.advance(Duration.ofDays(150));
    RotationTracker other = here.tracker();
    Notifier slow =
        new Notifier() {
          @Override
          public Receipt send(Notice notice) {
            here.clock.advance(Duration.ofMinutes(6));
            other.check(APP);
            throw new HalfturnException(Problem.of(ErrorCode.TIMEOUT, "too late"));
          }

          @Override
          public void close() {}
        };

    here.tracker(Map.of("mail", slow)).remind(APP);

    assertThat(here.mail.sent()).hasSize(1);
    assertThat(here.record().notifier("mail").delivery(Rung.day(150)).orElseThrow().state())
        .isEqualTo(Delivery.State.DELIVERED);
  }
}
