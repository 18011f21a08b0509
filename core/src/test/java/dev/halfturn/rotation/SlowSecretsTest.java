// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static dev.halfturn.rotation.RotationFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.rotation.RotationOutcome.Kind;
import dev.halfturn.rotation.RotationStatus.NextKind;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A person presses the button twice within minutes and Amazon activates both secrets late, the
 * older one first. That one becomes current and dies with the second press; what must live on is
 * the newer one.
 */
class SlowSecretsTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final RotationFixture here = new RotationFixture();
  private SecretValue older;
  private SecretValue newer;

  /** When the older one was confirmed. */
  private Instant promoted;

  @BeforeEach
  void theOlderOnePassesFirst() {
    older = pressButton(Duration.ofMinutes(20));
    here.accept(older);
    here.clock.advance(Duration.ofMinutes(2));
    newer = pressButton(Duration.ofHours(5));
    RotationOutcome outcome = here.accept(newer);
    while (outcome.kind() == Kind.PENDING) {
      here.clock.set(outcome.retryAt().orElseThrow());
      outcome = here.resume();
    }
    promoted = here.clock.instant();
    assertThat(here.current()).isEqualTo(older);
    assertThat(here.inbox().find(newer).orElseThrow().state()).isEqualTo(InboxItem.State.SUSPECT);
  }

  @AfterEach
  void close() {
    here.close();
  }

  private SecretValue pressButton(Duration delay) {
    here.amazon.rules(here.amazon.rules().withActivationDelay(delay));
    return here.pressButton();
  }

  /** As a watch does, at the times that the tracker plans. */
  private void watchUntil(Instant end) {
    while (here.armed.get(APP).wakeAt().isBefore(end)) {
      here.clock.set(here.armed.get(APP).wakeAt());
      here.tracker().check(APP);
      here.resume();
    }
    here.clock.set(end);
  }

  @Test
  void theNewerOneBecomesCurrentLongBeforeTheOlderOneDies() {
    watchUntil(START.plus(Duration.ofHours(7)));

    assertThat(here.current()).isEqualTo(newer);
    assertThat(here.tracker().status(APP).rotation().state()).isEqualTo(RotationState.PROMOTED);
    here.clock.advance(Duration.ofDays(8));
    here.judge("in the end");
  }

  @Test
  void bothPromotionsAreTold() {
    watchUntil(START.plus(Duration.ofHours(7)));

    assertThat(here.mail.sent())
        .filteredOn(notice -> notice.subject().contains("rotated"))
        .hasSize(2);
  }

  @Test
  void itsTurnComesAnHourAfterTheOlderOnes() {
    assertThat(here.tracker().status(APP).next().orElseThrow())
        .extracting(RotationStatus.Next::kind, RotationStatus.Next::at)
        .containsExactly(NextKind.RETRY, promoted.plus(HOUR));
    assertThat(here.armed.get(APP).wakeAt()).isEqualTo(promoted.plus(HOUR));

    here.clock.set(promoted.plus(HOUR).minusMillis(1));
    assertThat(here.rotator().preview(APP)).isEqualTo(ResumeStep.NOTHING);
    here.clock.set(promoted.plus(HOUR));
    assertThat(here.rotator().preview(APP)).isEqualTo(ResumeStep.TEST);
  }

  @Test
  void fromThenOnItIsSaidThatAmazonRefusesIt() {
    here.clock.set(promoted.plus(HOUR));

    RotationOutcome outcome = here.resume();

    assertThat(outcome.kind()).isEqualTo(Kind.PENDING);
    assertThat(outcome.state()).isEqualTo(RotationState.SUSPECT);
    assertThat(outcome.candidate()).contains(here.record().key().of(newer));
    assertThat(outcome.refusedSince())
        .contains(here.inbox().find(newer).orElseThrow().receivedAt());
    assertThat(outcome.retryAt()).contains(here.clock.instant().plus(HOUR));
    assertThat(here.tracker().status(APP).conditions())
        .extracting(Condition::type)
        .containsExactly(Condition.SUSPECT);
    assertThat(here.current()).isEqualTo(older);
  }

  @Test
  void itIsGivenUpSevenDaysAfterItWasReceived() {
    Instant received = here.inbox().find(newer).orElseThrow().receivedAt();

    here.clock.set(received.plus(Duration.ofDays(7)).minusMillis(1));
    assertThat(here.rotator().preview(APP)).isEqualTo(ResumeStep.TEST);
    here.clock.set(received.plus(Duration.ofDays(7)));
    int trials = here.trials;
    assertThat(here.resume().kind()).isEqualTo(Kind.NOTHING_TO_DO);
    here.tracker().check(APP);

    assertThat(here.trials).isEqualTo(trials);
    assertThat(here.inbox().find(newer)).isPresent();
    assertThat(here.armed.get(APP).wakeAt())
        .as("not at once, again and again")
        .isAfter(here.clock.instant().plus(HOUR));
  }

  @Test
  void itIsTriedIfThereIsNoJournalToo() {
    RotationRecord idle = here.record().withJournal(Optional.empty());
    here.store.put(CredentialNames.rotation(APP), RecordCodec.encode(idle));
    here.clock.set(START.plus(Duration.ofHours(6)));

    here.resume();

    assertThat(here.current()).isEqualTo(newer);
  }

  @Test
  void aReaderThatWorksWithItHasItPromotedThoughItWasGivenUp() {
    here.amazon.oracles().excuseOutage(here.app); // Amazon was too slow
    here.clock.set(START.plus(Duration.ofDays(8)));
    assertThat(here.resume().kind()).isEqualTo(Kind.NOTHING_TO_DO);
    assertThat(here.app.accepts(here.current().revealUtf8())).isFalse();

    RotationOutcome outcome = here.rotator().repair(APP);

    assertThat(outcome.kind()).isEqualTo(Kind.FINISHED);
    assertThat(here.current()).isEqualTo(newer);
    assertThat(here.rotator().repair(APP).kind()).isEqualTo(Kind.NOTHING_TO_DO);
  }
}
