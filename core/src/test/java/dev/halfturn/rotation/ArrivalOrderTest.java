// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.simulator.IssuedSecret;
import dev.halfturn.simulator.SimulatedQueue;
import dev.halfturn.spi.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What messages bring where Amazon has not said when it made the current secret. */
class ArrivalOrderTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final AutomaticFixture at = new AutomaticFixture();
  private final RotationFixture here = at.here;
  private final SimulatedQueue queue = here.amazon.queue();
  private final SecretValue first = here.current();

  @AfterEach
  void close() {
    at.close();
  }

  /** As somebody does who sets up the application anew. */
  private void importAnew(SecretValue secret) {
    here.store.delete(CredentialNames.rotation(APP));
    here.put(CredentialNames.clientSecret(APP), secret.revealUtf8());
    at.restart();
  }

  private List<String> takeMessages() {
    List<SimulatedQueue.Message> messages = queue.receive(10, HOUR);
    here.app.issuedSecrets().stream()
        .map(IssuedSecret::value)
        .filter(secret -> messages.stream().anyMatch(message -> message.body().contains(secret)))
        .forEach(at.oracles::excuse); // it is in the test's hand from now on
    messages.forEach(message -> queue.delete(message.receiptHandle()));
    return messages.stream().map(SimulatedQueue.Message::body).toList();
  }

  private String withoutCredibleEnd(String body) {
    return body.replaceAll(
        "\"newClientSecretExpiryTime\":\"[^\"]*\"",
        "\"newClientSecretExpiryTime\":\"2099-01-01T00:00:00Z\"");
  }

  private String notice(Instant eventTime, Instant end) {
    return AmazonMessages.notice(here.app.clientId(), eventTime, end);
  }

  @Test
  void theOnlyLivingSecretIsTakenAlthoughADeadOneWasImportedLater() {
    SecretValue living = here.pressButton();
    here.clock.advance(DAY.multipliedBy(3));
    importAnew(first);
    here.clock.advance(DAY.multipliedBy(8));
    assertThat(here.app.accepts(first.revealUtf8())).isFalse();

    at.receive();

    assertThat(here.current()).isEqualTo(living);
    assertThat(queue.size()).isZero();
  }

  @Test
  void aMessageFromBeforeTheImportIsTriedLikeAnyOther() {
    SecretValue made = here.pressButton();
    here.clock.advance(DAY);
    importAnew(first);
    here.clock.advance(DAY);

    at.receive();
    at.pass(DAY, HOUR);

    assertThat(here.current()).isEqualTo(made);
    assertThat(here.record().rotations()).isOne();
  }

  @Test
  void aSecretOfWhichOnlyAStrangerSecretIsKnownIsNotThrownAwayUnlessItHasExpired() {
    SecretValue made = here.pressButton();
    String body = takeMessages().get(0);
    importAnew(first);
    here.clock.advance(DAY.multipliedBy(179));
    here.outage = true;
    queue.send(body);

    at.receive();
    assertThat(here.inbox().find(made)).isPresent();

    here.put(CredentialNames.inbox(APP), "{\"v\":1,\"items\":[]}");
    here.clock.advance(DAY);
    queue.send(body);
    at.receive();
    assertThat(here.inbox().items()).isEmpty();
    assertThat(queue.size()).isZero();
  }

  @Test
  void aPastedSecretUnderTestStaysInTheRunningWhenAmazonDatesItBeforeTheImport() {
    SecretValue pasted = here.pressButton();
    here.clock.advance(HOUR);
    importAnew(first);
    here.clock.advance(HOUR);
    here.outage = true;
    at.rotator().accept(APP, pasted);
    at.receive();
    assertThat(here.inbox().find(pasted).orElseThrow().eventTime())
        .isBefore(here.record().current().eventTime());

    here.outage = false;
    here.clock.advance(HOUR);
    at.wake();

    assertThat(here.current()).isEqualTo(pasted);
    assertThat(here.previous()).contains(first);
  }

  @Test
  void anOlderSecretThatCameFirstGivesWayOnceAmazonHasDatedTheNewerOne() {
    SecretValue older = here.pressButton();
    String message = takeMessages().get(0);
    here.clock.advance(HOUR);
    SecretValue newer = here.pressButton();
    String later = takeMessages().get(0);
    here.clock.advance(HOUR);
    importAnew(newer);
    here.clock.advance(HOUR);

    queue.send(message);
    at.receive();
    at.pass(HOUR, Duration.ofMinutes(10));
    assertThat(here.current()).isEqualTo(older);
    assertThat(here.inbox().find(newer).orElseThrow().state()).isEqualTo(InboxItem.State.KEPT);
    assertThat(here.record().rotations()).isOne();

    queue.send(later);
    at.receive();
    at.pass(HOUR, Duration.ofMinutes(10));

    assertThat(here.current()).isEqualTo(newer);
    assertThat(here.record().rotations()).isEqualTo(2);
    assertThat(here.record().current().isDatedByAmazon()).isTrue();
  }

  @Test
  void aNewerOneDisplacedByAnOlderOneStaysWithinReachWhenTheOlderOneHasEnded() {
    here.pressButton();
    String message = takeMessages().get(0);
    here.clock.advance(HOUR);
    SecretValue newer = here.pressButton();
    takeMessages();
    importAnew(newer);
    here.clock.advance(HOUR);
    queue.send(message);
    at.receive();
    assertThat(here.current()).isNotEqualTo(newer);

    here.clock.advance(DAY.multipliedBy(20));
    at.wake();

    assertThat(here.app.accepts(here.current().revealUtf8())).isFalse();
    CandidateSecrets candidates = CandidateSecrets.read(here.secrets(), APP, here.clock.instant());
    assertThat(candidates.inbox()).contains(newer);
  }

  @Test
  void ofTwoSecretsWithoutACredibleEndTheLaterOneStays() {
    here.pressButton();
    String one = takeMessages().get(0);
    here.clock.advance(HOUR);
    SecretValue newer = here.pressButton();
    String two = takeMessages().get(0);
    queue.send(withoutCredibleEnd(one));
    queue.send(withoutCredibleEnd(two));
    here.clock.advance(HOUR);

    at.receive();
    at.pass(HOUR.multipliedBy(3), Duration.ofMinutes(10));

    assertThat(here.current()).isEqualTo(newer);
    assertThat(here.record().rotations()).isOne();
  }

  @Test
  void whatAPersonHasReplacedIsNotPutBackByWhatLayInTheInbox() {
    SecretValue second = here.pressButton();
    takeMessages();
    here.accept(second);
    here.clock.advance(HOUR);
    here.rotator().replace(APP, first, Map.of());

    at.pass(HOUR, Duration.ofMinutes(10));

    assertThat(here.current()).isEqualTo(first);
  }

  @Test
  void anExpiryNoticeFromBeforeTheImportCountsIfNobodyKnowsBetter() {
    Instant before = here.clock.instant();
    here.clock.advance(DAY);
    importAnew(first);
    Instant end = before.plus(Duration.ofDays(25));
    takeMessages();
    queue.send(notice(before, end));

    at.receive();

    Expiry expiry = here.record().current().expiry().orElseThrow();
    assertThat(expiry.expiresAt()).isEqualTo(end);
    assertThat(expiry.source()).isEqualTo(Provenance.CONFIRMED);
  }

  @Test
  void anExpiryNoticeFromBeforeTheImportIsLeftOutIfItsDayIsNotTheDeclaredOne() {
    Instant before = here.clock.instant();
    here.clock.advance(DAY);
    importAnew(first);
    here.tracker().declareIssued(APP, here.clock.instant().minus(HOUR), Provenance.DECLARED);
    Optional<Expiry> declared = here.record().current().expiry();
    takeMessages();
    queue.send(notice(before, before.plus(Duration.ofDays(20))));

    at.receive();

    assertThat(here.record().current().expiry()).isEqualTo(declared);
  }
}
