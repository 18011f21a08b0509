// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static dev.halfturn.rotation.RotationFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.StoreView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is removed once the old secret is dead, and what is not. */
class SettlementTest {

  private static final Instant ROTATED = START.plus(Duration.ofHours(1));

  private final RotationFixture here = new RotationFixture();

  @BeforeEach
  void letTheFirstSecretBeOlder() {
    here.clock.set(ROTATED);
  }

  @AfterEach
  void close() {
    here.close();
  }

  @Test
  void itIsRemovedADayAfterItsEndAndNotBefore() {
    here.accept(here.pressButton());
    Instant end = ROTATED.plus(Duration.ofDays(7));

    here.clock.set(end.plus(Duration.ofDays(1)).minusMillis(1));
    assertThat(here.rotator().settle(APP)).isFalse();
    assertThat(here.previous()).isPresent();
    assertThat(here.inbox().items()).isNotEmpty();

    here.clock.set(end.plus(Duration.ofDays(1)));
    assertThat(here.rotator().settle(APP)).isTrue();
    assertThat(here.previous()).isEmpty();
    assertThat(here.inbox().items()).isEmpty();
    assertThat(here.stored(CredentialNames.inbox(APP))).isPresent();
    assertThat(here.record().rotationState()).isEqualTo(RotationState.IDLE);
    assertThat(here.rotator().settle(APP)).isFalse();
  }

  @Test
  void aClockThatRunsAheadAloneRemovesNothing() {
    here.accept(here.pressButton());
    here.clock.advance(Duration.ofDays(30));
    here.amazonAhead = Duration.ofDays(-29);

    assertThat(here.rotator().settle(APP)).isFalse();
    assertThat(here.previous()).isPresent();
  }

  @Test
  void withoutAmazonsTimeNothingIsRemoved() {
    here.accept(here.pressButton());
    here.clock.advance(Duration.ofDays(30));
    here.amazonTellsTime = false;

    assertThat(here.rotator().settle(APP)).isFalse();
    assertThat(here.previous()).isPresent();
    here.amazonTellsTime = true;
    assertThat(here.rotator().settle(APP)).isTrue();
  }

  @Test
  void whileTheCurrentOneDoesNotExchangeNothingIsRemoved() {
    here.accept(here.pressButton());
    here.clock.advance(Duration.ofDays(30));
    here.outage = true;

    assertThat(here.rotator().settle(APP)).isFalse();
    assertThat(here.previous()).isPresent();
  }

  @Test
  void theTrackerIsWokenForIt() {
    here.accept(here.pressButton());

    assertThat(here.armed.get(APP).wakeAt()).isEqualTo(ROTATED.plus(Duration.ofDays(8)));
  }

  @Test
  void aPreviousSecretNobodyTrackedIsLeftAlone() {
    here.put(CredentialNames.previous(APP), "put here by somebody");
    here.tracker().check(APP);
    here.clock.advance(Duration.ofDays(400));

    assertThat(here.rotator().settle(APP)).isFalse();
    assertThat(here.previous()).isPresent();
  }

  @Test
  void aPreviousSecretSomebodyElsePutThereIsLeftAlone() {
    here.accept(here.pressButton());
    here.put(CredentialNames.previous(APP), "put here by somebody");
    here.clock.advance(Duration.ofDays(9));

    assertThat(here.rotator().settle(APP)).isTrue();
    assertThat(here.previous()).isPresent();
  }

  @Test
  void aRotationUnderWayGoesOn() {
    here.accept(here.pressButton());
    here.clock.advance(Duration.ofDays(7));
    SecretValue wrong = SecretValue.ofUtf8("this-was-mistyped-by-somebody");
    RotationOutcome pending = here.accept(wrong);
    here.clock.advance(Duration.ofDays(1));

    RotationOutcome outcome = here.resume();

    assertThat(here.previous()).isEmpty();
    assertThat(outcome.rotationId()).isEqualTo(pending.rotationId());
    assertThat(outcome.state()).isEqualTo(RotationState.SUSPECT);
  }

  @Test
  void itIsDoneByTheNextRotationIfNobodyDidBefore() {
    here.accept(here.pressButton());
    here.clock.advance(Duration.ofDays(180));
    here.accept(here.pressButton());
    SecretValue third = here.current();
    here.clock.advance(Duration.ofDays(180));
    SecretValue fourth = here.pressButton();

    here.accept(fourth);

    assertThat(here.inbox().values()).containsExactly(fourth, third);
    assertThat(here.previous()).contains(third);
  }

  @Test
  void anOldSecretThatWasOverdueStaysAsLongAsOneThatWasNot() {
    here.tracker().declareExpiry(APP, ROTATED.minus(Duration.ofDays(2)), Provenance.DECLARED);
    SecretValue old = here.current();
    here.accept(here.pressButton());
    assertThat(here.record().previous().orElseThrow().diesAt())
        .isEqualTo(ROTATED.minus(Duration.ofDays(2)));
    here.clock.advance(Duration.ofDays(7));

    assertThat(here.rotator().settle(APP)).isFalse();
    assertThat(here.previous()).contains(old);
    here.clock.advance(Duration.ofDays(1));
    assertThat(here.rotator().settle(APP)).isTrue();
  }

  @Test
  void aCandidateOfTheSameTimeLivesAsLongAsTheOldSecretMay() {
    here.tracker().declareExpiry(APP, ROTATED.minus(Duration.ofDays(2)), Provenance.DECLARED);
    here.outage = true;
    SecretValue second = here.pressButton();
    here.accept(second);
    here.clock.advance(Duration.ofMinutes(1));
    SecretValue third = here.pressButton();
    here.outage = false;

    here.accept(third);
    here.resume();

    assertThat(here.current()).isEqualTo(third);
    here.assertNoSecretLost(List.of(second, third));
  }

  @Test
  void whatIsKeptIsJudgedByAmazonsClockToo() {
    SecretValue first = here.current();
    here.accept(here.pressButton());
    here.clock.advance(Duration.ofDays(1));
    here.accept(here.pressButton());
    here.clock.advance(Duration.ofDays(1));
    here.store.put(
        CredentialNames.inbox(APP),
        InboxCodec.encode(
            here.inbox()
                .with(
                    new InboxItem(
                        "kept-longer",
                        SecretValue.ofUtf8("lives-longer-than-all-others"),
                        START,
                        Optional.of(
                            Expiry.ofEnd(
                                ROTATED.plus(Duration.ofDays(20)),
                                Duration.ofDays(180),
                                Provenance.CONFIRMED)),
                        Optional.empty(),
                        START,
                        InboxItem.State.KEPT))));
    here.clock.advance(Duration.ofDays(100));
    here.amazonAhead = Duration.ofDays(-90);

    assertThat(here.rotator().settle(APP)).isTrue();

    assertThat(here.inbox().values())
        .containsExactly(SecretValue.ofUtf8("lives-longer-than-all-others"))
        .doesNotContain(first);
  }

  static Stream<Arguments> races() {
    return Stores.all().stream()
        .flatMap(
            store ->
                Stream.of(CredentialNames.previous(APP), CredentialNames.inbox(APP))
                    .map(entry -> Arguments.of(store, entry)));
  }

  @ParameterizedTest
  @MethodSource("races")
  void losesNothingThatAnotherProcessPromotesMeanwhile(
      UnaryOperator<SecretStore> abilities, SecretName before) {
    SecretValue second = here.pressButton();
    here.accept(second);
    here.clock.advance(Duration.ofDays(8));
    SecretValue third = here.pressButton();
    AtomicBoolean raced = new AtomicBoolean();
    Rotator other = here.rotator();
    here.storeWrapper =
        store ->
            WriteHook.before(
                abilities.apply(store),
                name -> {
                  if (name.equals(before) && raced.compareAndSet(false, true)) {
                    other.accept(APP, third);
                  }
                });

    here.rotator().settle(APP);

    assertThat(raced).isTrue();
    assertThat(here.current()).isEqualTo(third);
    here.assertNoSecretLost(List.of(second, third));
  }

  @Test
  void losesNothingToAPromotionThatIsHalfDoneMeanwhile() throws InterruptedException {
    SecretValue second = here.pressButton();
    here.accept(second);
    here.clock.advance(Duration.ofDays(8));
    SecretValue third = here.pressButton();
    CountDownLatch halfDone = new CountDownLatch(1);
    CountDownLatch settled = new CountDownLatch(1);
    here.storeWrapper =
        pausing(
            CredentialNames.clientSecret(APP),
            () -> {
              halfDone.countDown();
              await(settled);
            });
    Rotator other = here.rotator();
    Thread promoting = new Thread(() -> other.accept(APP, third));
    here.storeWrapper =
        pausing(
            CredentialNames.previous(APP),
            () -> {
              promoting.start();
              await(halfDone);
            });

    here.rotator().settle(APP);
    settled.countDown();
    promoting.join();

    assertThat(here.current()).isEqualTo(third);
    here.assertNoSecretLost(List.of(second, third));
  }

  /** A store without abilities at which something happens before the first write of an entry. */
  private static UnaryOperator<SecretStore> pausing(SecretName entry, Runnable hook) {
    AtomicBoolean passed = new AtomicBoolean();
    return store ->
        WriteHook.before(
            StoreView.plain(store),
            name -> {
              if (name.equals(entry) && passed.compareAndSet(false, true)) {
                hook.run();
              }
            });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void removesNothingIfAnotherProcessRotatesWhileAmazonIsAsked() {
    SecretValue second = here.pressButton();
    here.accept(second);
    here.clock.advance(Duration.ofDays(8));
    SecretValue third = here.pressButton();
    Rotator other = here.rotator();
    Rotator slow =
        new Rotator(
            here.context(),
            (app, secret) -> {
              other.accept(APP, third);
              return here.attempt(app, secret);
            },
            app -> {},
            app -> {});

    assertThat(slow.settle(APP)).isFalse();

    assertThat(here.previous()).contains(second);
    assertThat(here.current()).isEqualTo(third);
  }
}
