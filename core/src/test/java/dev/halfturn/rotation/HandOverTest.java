// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static dev.halfturn.rotation.RotationFixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.Receipt;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.RecordingNotifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One person runs the server, another one may press the button. */
class HandOverTest {

  private static final Optional<String> PRIMARY_USER = Optional.of("primary-user@example.com");

  private final RotationFixture here = new RotationFixture();

  @BeforeEach
  void trackTheFirstSecret() {
    here.tracker().declareIssued(APP, START, Provenance.DECLARED);
    here.clock.advance(Duration.ofDays(20));
  }

  @AfterEach
  void close() {
    here.close();
  }

  private HandOver handOver() {
    return here.tracker().handOver(APP, PRIMARY_USER).status().handOver().orElseThrow();
  }

  private List<Notice> requests() {
    return here.mail.sent().stream()
        .filter(notice -> notice.subject().contains("please make"))
        .toList();
  }

  @Test
  void thatPersonIsToldWhereToClickAndWhatToRun() {
    HandOver asked = handOver();

    assertThat(requests()).hasSize(1);
    Notice notice = requests().get(0);
    assertThat(notice.recipient()).isEqualTo(PRIMARY_USER);
    assertThat(notice.subject())
        .isEqualTo(APP + ": please make a new LWA client secret (" + asked.rotationId() + ")");
    assertThat(notice.body())
        .containsSubsequence("1. ", "2. ", "3. ", "4. ", "5. ")
        .contains("halfturn rotate --resume " + asked.rotationId() + "\n")
        .contains("(160 days left; declared)")
        .doesNotContain(here.current().revealUtf8());
  }

  @Test
  void nothingElseChanges() {
    SecretValue current = here.current();
    RotationRecord before = here.record();

    handOver();

    assertThat(here.current()).isEqualTo(current);
    assertThat(here.record().current()).isEqualTo(before.current());
    assertThat(here.record().journal()).isEmpty();
    assertThat(here.inbox().items()).isEmpty();
  }

  @Test
  void itIsToldOnceHoweverOftenSomebodyLooks() {
    handOver();
    here.clock.advance(Duration.ofDays(3));
    here.tracker().check(APP);
    here.resume();
    here.tracker().check(APP);

    assertThat(requests()).hasSize(1);
    assertThat(here.tracker().status(APP).handOver()).isPresent();
  }

  @Test
  void whatCouldNotBeToldIsToldLater() {
    here.mail.failWith(Problem.of(ErrorCode.UNAVAILABLE, "no mail server"));
    HandOver asked = handOver();
    assertThat(requests()).isEmpty();

    here.mail.recover();
    here.clock.advance(Duration.ofHours(1));
    here.tracker().check(APP);

    assertThat(requests()).singleElement().extracting(Notice::recipient).isEqualTo(PRIMARY_USER);
    assertThat(requests().get(0).body()).contains(asked.rotationId());
  }

  @Test
  void askedAgainItIsTheSameRotationToldOnceMore() {
    HandOver first = handOver();
    here.clock.advance(Duration.ofSeconds(2));
    Optional<String> other = Optional.of("deputy@example.com");

    HandOver second = here.tracker().handOver(APP, other).status().handOver().orElseThrow();

    assertThat(second.rotationId()).isEqualTo(first.rotationId());
    assertThat(second.to()).isEqualTo(other);
    assertThat(requests()).extracting(Notice::recipient).containsExactly(PRIMARY_USER, other);
  }

  @Test
  void withoutAnAddressThoseAreToldWhomTheNotifiersKnow() {
    here.tracker().handOver(APP, Optional.empty());

    assertThat(requests())
        .singleElement()
        .extracting(Notice::recipient)
        .isEqualTo(Optional.empty());
  }

  @Test
  void whoeverPassesItOnReadsTheSame() {
    assertThat(here.tracker().request(APP)).isEmpty();

    handOver();

    Notice request = here.tracker().request(APP).orElseThrow();
    assertThat(request.subject()).isEqualTo(requests().get(0).subject());
    assertThat(requests().get(0).body()).startsWith(request.body());
  }

  @Test
  void theNewSecretAnswersItUnderItsId() {
    HandOver asked = handOver();
    here.clock.advance(Duration.ofDays(1));

    RotationOutcome outcome = here.accept(here.pressButton());

    assertThat(outcome.rotationId()).contains(asked.rotationId());
    assertThat(here.tracker().status(APP).handOver()).isEmpty();
    here.tracker().check(APP);
    assertThat(requests()).hasSize(1);
  }

  @Test
  void aNewSecretThatAmazonRefusesAnswersItToo() {
    HandOver asked = handOver();

    RotationOutcome outcome =
        here.accept(SecretValue.ofUtf8("amzn1.oa2-cs.v1." + "0123456789abcdef".repeat(4)));

    assertThat(outcome.kind()).isEqualTo(RotationOutcome.Kind.PENDING);
    assertThat(outcome.rotationId()).contains(asked.rotationId());
    assertThat(here.tracker().status(APP).handOver()).isEmpty();
  }

  @Test
  void aSecretChangedBySomebodyElseEndsIt() {
    handOver();

    here.put(CredentialNames.clientSecret(APP), here.pressButton().revealUtf8());
    here.tracker().check(APP);

    assertThat(here.tracker().status(APP).handOver()).isEmpty();
  }

  @Test
  void whileANewSecretWaitsForItsProofNobodyIsAskedForAnother() {
    here.accept(SecretValue.ofUtf8("amzn1.oa2-cs.v1." + "0123456789abcdef".repeat(4)));

    assertThatThrownBy(this::handOver)
        .isInstanceOfSatisfying(
            HalfturnException.class, e -> assertThat(e.reason()).isEqualTo("ROTATION_UNDER_WAY"));
    assertThat(here.record().handOver()).isEmpty();
    assertThat(requests()).isEmpty();
  }

  /** As after a crash between the two entries. */
  private void receiveWithoutAJournal(SecretValue secret) {
    Instant now = here.clock.instant();
    here.putInInbox(secret, now, InboxItem.State.RECEIVED, now.plus(Duration.ofDays(180)));
  }

  @Test
  void aNewSecretThatOnlyLiesInTheInboxSoFarAnswersIt() {
    HandOver asked = handOver();
    here.clock.advance(Duration.ofDays(1));
    SecretValue fresh = here.pressButton();
    receiveWithoutAJournal(fresh);

    RotationStatus status = here.tracker().status(APP);
    assertThat(status.handOver()).isEmpty();
    assertThat(status.rotation().state()).isEqualTo(RotationState.RECEIVED);
    assertThat(status.rotation().id()).contains(asked.rotationId());

    assertThat(here.resume().rotationId()).contains(asked.rotationId());
    assertThat(here.current()).isEqualTo(fresh);
    assertThat(here.record().handOver()).isEmpty();
  }

  @Test
  void aNewSecretFoundInTheInboxAnswersItBeforeItIsProved() {
    HandOver asked = handOver();
    here.outage = true;
    receiveWithoutAJournal(here.pressButton());

    RotationOutcome outcome = here.resume();

    assertThat(outcome.kind()).isEqualTo(RotationOutcome.Kind.PENDING);
    assertThat(outcome.rotationId()).contains(asked.rotationId());
    assertThat(here.record().handOver()).isEmpty();
  }

  @Test
  void theTurnOfASecretThatAmazonRefusesAnswersNothing() {
    HandOver asked = handOver();
    Instant now = here.clock.instant();
    here.putInInbox(
        SecretValue.ofUtf8("amzn1.oa2-cs.v1." + "0123456789abcdef".repeat(4)),
        now,
        InboxItem.State.SUSPECT,
        now.plus(Duration.ofDays(180)));

    RotationOutcome outcome = here.resume();

    assertThat(outcome.rotationId()).isPresent().isNotEqualTo(Optional.of(asked.rotationId()));
    assertThat(here.record().handOver()).contains(asked);
  }

  @Test
  void nobodyIsAskedForASecretThatLiesInTheInboxAlready() {
    receiveWithoutAJournal(here.pressButton());

    assertThatThrownBy(this::handOver)
        .isInstanceOfSatisfying(
            HalfturnException.class, e -> assertThat(e.reason()).isEqualTo("ROTATION_UNDER_WAY"));
    assertThat(requests()).isEmpty();
  }

  @Test
  void whatIsAnsweredWhileItIsBeingToldIsToldToNobodyElse() {
    RecordingNotifier second = new RecordingNotifier(here.clock);
    here.outage = true; // not proved yet, so that the current secret is still the same
    SecretValue fresh = here.pressButton();
    Notifier slow =
        new Notifier() {
          @Override
          public Receipt send(Notice notice) {
            here.accept(fresh);
            return here.mail.send(notice);
          }

          @Override
          public void close() {}
        };

    here.tracker(Map.of("a-slow", slow, "b-second", second)).handOver(APP, PRIMARY_USER);

    assertThat(second.sent()).extracting(Notice::subject).noneMatch(s -> s.contains("please make"));
    assertThat(here.inbox().find(fresh)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1969-12-31T23:59:59Z", "9999-01-01T00:00:00Z", "-0001-01-01T00:00:00Z"})
  void nobodyWasAskedAtATimeThatCannotBe(String moment) {
    assertThatThrownBy(() -> new HandOver("R-7Q2F", Instant.parse(moment), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nobody", "a@b@c", "a@b.c\nBcc: d@e.f", "A <a@b.c>", "a@b.c,d@e.f"})
  void anythingButOneAddressIsRefused(String address) {
    assertThatThrownBy(() -> here.tracker().handOver(APP, Optional.of(address)))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    assertThat(here.record().handOver()).isEmpty();
  }
}
