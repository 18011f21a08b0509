// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AccessTokensTest {

  private final CacheBed bed = new CacheBed();

  @AfterEach
  void close() {
    bed.close();
  }

  @Test
  void aTokenIsExchangedOnce() {
    TokenSource source = bed.tokens.forSeller("erp", "acme");
    AccessToken token = source.get();
    bed.time.pass(Duration.ofMinutes(54));
    assertThat(source.get()).isSameAs(token);
    assertThat(bed.tokens.forSeller("erp", "acme")).isSameAs(source);
    assertThat(bed.amazon.calls()).isEqualTo(1);
    assertThat(source).hasToString("TokenSource[erp/acme]");
  }

  @Test
  void lookingUpASourceAsksNobody() {
    bed.tokens.forSeller("erp", "acme");
    bed.tokens.forScopes("erp", Set.of(Scopes.NOTIFICATIONS));
    assertThat(bed.amazon.calls()).isZero();
    assertThat(bed.store.clientReads).hasValue(0);
  }

  @Test
  void sellersApplicationsAndScopesDoNotMix() {
    bed.get("acme");
    bed.get("acme-jp");
    bed.tokens.forSeller("shop", "acme").get();
    bed.tokens.forScopes("erp", Set.of("acme")).get();
    bed.tokens.forScopes("erp", Set.of("a", "b")).get();
    assertThat(bed.amazon.calls()).isEqualTo(5);
    assertThat(bed.amazon.grants.get(1)).isNotEqualTo(bed.amazon.grants.get(0));
    assertThat(bed.amazon.clients.get(2).clientId()).isEqualTo("id-of-shop");
  }

  @Test
  void theSameScopesInAnotherOrderAreOneToken() {
    TokenSource source =
        bed.tokens.forScopes("erp", new java.util.LinkedHashSet<>(List.of("b", "a")));
    assertThat(bed.tokens.forScopes("erp", Set.of("a", "b"))).isSameAs(source);
    assertThat(source).hasToString("TokenSource[erp (a b)]");
  }

  @Test
  void theClientSecretIsReadOnceForAllSellers() {
    for (int i = 0; i < 50; i++) {
      bed.get("seller-" + i);
    }
    assertThat(bed.store.clientReads).hasValue(1);
  }

  @Test
  void aChangedSecretInTheStoreIsSeenWithinMinutes() {
    bed.get("a");
    bed.store.current = "newer";
    bed.amazon.secrets.add("newer");
    bed.time.pass(AppCredential.REREAD);
    bed.get("b");
    assertThat(bed.amazon.presented()).containsExactly("current", "newer");
  }

  @Test
  void nearItsEndATokenServesWhileOneNewIsFetched() {
    String first = bed.get("acme");
    bed.time.pass(Duration.ofMinutes(56));

    for (int i = 0; i < 100; i++) {
      assertThat(bed.get("acme")).isEqualTo(first);
    }
    assertThat(bed.amazon.calls()).isEqualTo(1);
    assertThat(bed.runBackground()).isEqualTo(1);

    assertThat(bed.get("acme")).isNotEqualTo(first);
    assertThat(bed.amazon.calls()).isEqualTo(2);
    assertThat(bed.waitingInBackground()).isZero();
  }

  @Test
  void nobodyWaitsForTheBackgroundWhileTheOldTokenIsValid() throws Exception {
    String first = bed.get("acme");
    bed.time.pass(Duration.ofMinutes(56));
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    bed.amazon.before =
        () -> {
          asked.countDown();
          await(answer);
        };
    bed.get("acme");
    Thread refresher = new Thread(bed::runBackground);
    refresher.start();
    assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

    List<Object> meanwhile = CacheBed.together(20, () -> bed.get("acme"));

    assertThat(meanwhile).containsOnly(first);
    answer.countDown();
    refresher.join();
    assertThat(bed.get("acme")).isNotEqualTo(first);
    assertThat(bed.amazon.calls()).isEqualTo(2);
  }

  @Test
  void aTokenThatDiesInTheQueueIsFetchedByWhoeverNeedsIt() {
    String first = bed.get("acme");
    bed.time.pass(Duration.ofMinutes(56));
    bed.get("acme");
    bed.time.pass(Duration.ofMinutes(10));

    assertThat(bed.get("acme")).isNotEqualTo(first);
    bed.runBackground();
    assertThat(bed.amazon.calls()).isEqualTo(2);
  }

  @Test
  void anIdleSellersTokenIsExchangedWhenAskedForAgain() {
    String first = bed.get("acme");
    bed.time.pass(Duration.ofHours(9));
    assertThat(bed.get("acme")).isNotEqualTo(first);
    assertThat(bed.waitingInBackground()).isZero();
  }

  @Test
  void aShortLivedTokenIsNotRefreshedInItsFirstHalf() {
    bed.amazon.life = Duration.ofSeconds(60);
    bed.get("acme");
    bed.time.pass(Duration.ofSeconds(29));
    bed.get("acme");
    assertThat(bed.waitingInBackground()).isZero();
    bed.time.pass(Duration.ofSeconds(1));
    bed.get("acme");
    assertThat(bed.waitingInBackground()).isEqualTo(1);
  }

  @Test
  void manyThreadsShareOneExchange() throws Exception {
    for (int round = 0; round < 20; round++) {
      String seller = "seller-" + round;
      int before = bed.amazon.calls();
      AtomicInteger arrived = new AtomicInteger();
      bed.amazon.before =
          () -> {
            // the exchange lasts until everybody had a chance to ask
            while (arrived.get() < 200) {
              Thread.onSpinWait();
            }
          };
      List<Object> all =
          CacheBed.together(
              200,
              () -> {
                arrived.incrementAndGet();
                return bed.get(seller);
              });
      assertThat(bed.amazon.calls() - before).isEqualTo(1);
      assertThat(Set.copyOf(all)).hasSize(1);
    }
  }

  @Test
  void aFailureIsSharedOnce() throws Exception {
    bed.amazon.revoked.add("Atzr|erp/acme");
    AtomicInteger arrived = new AtomicInteger();
    bed.amazon.before =
        () -> {
          while (arrived.get() < 100) {
            Thread.onSpinWait();
          }
        };
    List<Object> all =
        CacheBed.together(
            100,
            () -> {
              arrived.incrementAndGet();
              return bed.get("acme");
            });
    assertThat(bed.amazon.calls()).isEqualTo(1);
    assertThat(all)
        .allSatisfy(
            one ->
                assertThat(one)
                    .isInstanceOfSatisfying(
                        TokenException.class,
                        e -> {
                          assertThat(e.reason()).isEqualTo("SELLER_REVOKED");
                          assertThat(e.fault()).isEqualTo(Fault.SELLER);
                          assertThat(e.httpStatus()).hasValue(400);
                          assertThat(e).hasMessageStartingWith("erp/acme: amazon refused");
                        }));
    assertThat(Set.copyOf(all)).as("each thread has its own stack").hasSize(100);
  }

  @Test
  void aFailureIsRememberedLongerEachTime() {
    bed.amazon.revoked.add("Atzr|erp/acme");
    int calls = 0;
    for (int seconds = 0; seconds < 3600; seconds++) {
      assertThat(bed.failure("acme").reason()).isEqualTo("SELLER_REVOKED");
      bed.time.pass(Duration.ofSeconds(1));
      calls = bed.amazon.calls();
    }
    // 1 + 2 + 4 + ... + 256 s, then every 4 to 5 minutes
    assertThat(calls).isBetween(9 + 10, 9 + 15);
  }

  @Test
  void aBrokenSellerDoesNotDisturbOthers() {
    bed.amazon.revoked.add("Atzr|erp/acme");
    bed.failure("acme");
    bed.get("other");
    assertThat(bed.amazon.presented()).containsOnly("current");
    assertThat(bed.store.clientReads).hasValue(1);
    assertThat(bed.events).isEmpty();
  }

  @Test
  void aNewRefreshTokenClearsTheFailure() {
    bed.amazon.revoked.add("Atzr|erp/acme");
    bed.failure("acme");
    bed.store.refreshTokens.put("acme", "Atzr|new");
    assertThat(bed.failure("acme").reason()).isEqualTo("SELLER_REVOKED");
    bed.tokens.forget("erp", "acme");
    assertThat(bed.get("acme")).isNotNull();
  }

  @Test
  void aRecoveredSellerStartsWithShortPausesAgain() {
    bed.amazon.revoked.add("Atzr|erp/acme");
    for (int i = 0; i < 10; i++) {
      bed.failure("acme");
      bed.passPause();
    }
    bed.amazon.revoked.clear();
    bed.get("acme");
    bed.amazon.revoked.add("Atzr|erp/acme");
    bed.time.pass(Duration.ofHours(2));
    bed.failure("acme");
    int calls = bed.amazon.calls();
    bed.time.pass(Duration.ofSeconds(1));
    bed.failure("acme");
    assertThat(bed.amazon.calls()).isEqualTo(calls + 1);
  }

  @Test
  void forgettingAnApplicationDropsItsTokensButNotThoseOfOthers() {
    TokenSource held = bed.tokens.forSeller("erp", "acme");
    AccessToken old = held.get();
    AccessToken other = bed.tokens.forSeller("shop", "acme").get();
    bed.amazon.revoked.add("Atzr|erp/bad");
    bed.failure("bad");

    bed.tokens.forget("erp");
    bed.tokens.forget("unknown");
    bed.tokens.forget("unknown", "seller");
    bed.tokens.forget("erp", "unknown");

    assertThat(held.get()).isNotEqualTo(old);
    assertThat(bed.tokens.forSeller("shop", "acme").get()).isSameAs(other);
    assertThat(bed.store.clientReads).hasValue(3);
    int calls = bed.amazon.calls();
    bed.failure("bad");
    assertThat(bed.amazon.calls()).isEqualTo(calls + 1);
  }

  @Test
  void aTokenOfTheOldSecretIsNotKeptWhenEverythingWasForgottenMeanwhile() {
    AtomicInteger rounds = new AtomicInteger();
    bed.amazon.before =
        () -> {
          if (rounds.getAndIncrement() == 0) {
            bed.store.current = "newer";
            bed.amazon.secrets.add("newer");
            bed.tokens.forget("erp");
          }
        };
    String token = bed.get("acme");
    assertThat(bed.amazon.presented()).containsExactly("current", "newer");
    assertThat(token).isEqualTo("Atza|2");
    assertThat(bed.get("acme")).isEqualTo(token);
  }

  @Test
  void forgettingASellerDropsNobodyElsesToken() {
    String acme = bed.get("acme");
    String other = bed.get("other");
    bed.tokens.forget("erp", "acme");
    assertThat(bed.get("other")).isEqualTo(other);
    assertThat(bed.get("acme")).isNotEqualTo(acme);
    assertThat(bed.amazon.calls()).isEqualTo(3);
    assertThat(bed.store.clientReads).hasValue(1);
  }

  @Test
  void aTokenOfTheOldRefreshTokenIsNotKeptWhenTheSellerWasForgottenMeanwhile() {
    AtomicInteger rounds = new AtomicInteger();
    bed.amazon.before =
        () -> {
          if (rounds.getAndIncrement() == 0) {
            bed.store.refreshTokens.put("acme", "Atzr|new");
            bed.tokens.forget("erp", "acme");
          }
        };
    assertThat(bed.get("acme")).isEqualTo("Atza|2");
    assertThat(bed.get("acme")).isEqualTo("Atza|2");
  }

  @Test
  void aRefusalOfTheOldRefreshTokenIsNotRememberedWhenTheSellerWasForgottenMeanwhile() {
    bed.amazon.revoked.add("Atzr|erp/acme");
    bed.amazon.before =
        () -> {
          bed.store.refreshTokens.put("acme", "Atzr|new");
          bed.tokens.forget("erp", "acme");
        };
    bed.failure("acme");
    assertThat(bed.get("acme")).isEqualTo("Atza|3");
  }

  @Test
  void forgettingWithoutEndStillEndsInAToken() {
    bed.amazon.before = () -> bed.tokens.forget("erp");
    assertThat(bed.get("acme")).isEqualTo("Atza|2");
    bed.amazon.before = () -> {};
    assertThat(bed.get("acme")).isEqualTo("Atza|3");
    assertThat(bed.get("acme")).isEqualTo("Atza|3");
  }

  @Test
  void closingWaitsForExchangesUnderWayAndWhatTheyBringIsStored() throws Exception {
    List<String> order = new CopyOnWriteArrayList<>();
    Thread closer =
        new Thread(
            () -> {
              bed.tokens.close();
              bed.store.failure = Optional.of(Fakes.storeAway());
              order.add("closed");
            });
    bed.amazon.newRefreshToken = Optional.of("Atzr|new");
    bed.amazon.before =
        () -> {
          closer.start();
          Thread.State state = closer.getState();
          while (state != Thread.State.TIMED_WAITING && state != Thread.State.TERMINATED) {
            Thread.onSpinWait();
            state = closer.getState();
          }
          order.add("answered");
        };
    assertThat(bed.get("acme")).isEqualTo("Atza|1");
    closer.join();
    assertThat(order).containsExactly("answered", "closed");
    assertThat(bed.store.refreshTokens).containsEntry("acme", "Atzr|new");
    assertThat(bed.events).isEmpty();
    bed.amazon.before = () -> {};
    assertThat(bed.failure("acme").code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
    assertThat(bed.amazon.calls()).isEqualTo(1);
  }

  @Test
  void whoIsInterruptedWhileClosingDoesNotWait() {
    bed.amazon.before =
        () -> {
          Thread.currentThread().interrupt();
          bed.tokens.close();
        };
    assertThat(bed.failure("acme").code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aRefusedTokenIsDroppedButNotANewerOne() {
    TokenSource source = bed.tokens.forSeller("erp", "acme");
    AccessToken first = source.get();
    source.invalidate(first);
    AccessToken second = source.get();
    assertThat(second).isNotEqualTo(first);
    source.invalidate(first);
    assertThat(source.get()).isSameAs(second);
    source.invalidate(new AccessToken(second.reveal(), second.expiresAt()));
    assertThat(bed.amazon.calls()).isEqualTo(2);
  }

  @Test
  void invalidatingBeforeThereIsATokenDoesNothing() {
    bed.tokens.forSeller("erp", "acme").invalidate(new AccessToken("x", bed.time.instant()));
    assertThat(bed.amazon.calls()).isZero();
  }

  @Test
  void aCallerWhoRefusesEachNewTokenDoesNotStormAmazon() {
    TokenSource source = bed.tokens.forSeller("erp", "acme");
    for (int millis = 0; millis < 600_000; millis += 100) {
      source.invalidate(source.get());
      bed.time.pass(Duration.ofMillis(100));
    }
    // at ages 0, 1, 2, 4 ... 256 s, then every 5 minutes
    assertThat(bed.amazon.calls()).isBetween(8, 14);
  }

  @Test
  void aTokenThatServedForLongIsDroppedAtOnce() {
    TokenSource source = bed.tokens.forSeller("erp", "acme");
    for (int i = 0; i < 20; i++) {
      AccessToken token = source.get();
      bed.time.pass(Duration.ofMinutes(6));
      source.invalidate(token);
      assertThat(source.get()).isNotEqualTo(token);
    }
  }

  @Test
  void aSuspendedMachinesTokensAreReplacedAfterWakingUp() {
    String first = bed.get("acme");
    bed.time.suspend(Duration.ofHours(2));
    bed.tokens.lookForSuspension();
    assertThat(bed.get("acme")).isNotEqualTo(first);
  }

  @Test
  void aBriefSleepBringsTheRefreshForward() {
    String first = bed.get("acme");
    bed.time.suspend(Duration.ofMinutes(56));
    bed.tokens.lookForSuspension();
    assertThat(bed.get("acme")).isEqualTo(first);
    assertThat(bed.waitingInBackground()).isEqualTo(1);
  }

  @Test
  void aCalendarSetBackOrALittleForwardChangesNothing() {
    bed.get("acme");
    bed.tokens.forSeller("erp", "cold");
    bed.time.suspend(Duration.ofHours(-5));
    bed.tokens.lookForSuspension();
    bed.time.suspend(Duration.ofSeconds(9));
    bed.tokens.lookForSuspension();
    bed.time.pass(Duration.ofMinutes(30));
    bed.tokens.lookForSuspension();
    bed.get("acme");
    assertThat(bed.waitingInBackground()).isZero();
    assertThat(bed.amazon.calls()).isEqualTo(1);
  }

  @Test
  void aCalendarSetByYearsOnlyCostsAnExchange() {
    bed.get("acme");
    bed.time.suspend(Duration.ofDays(400_000));
    bed.tokens.lookForSuspension();
    bed.get("acme");
    bed.get("acme");
    assertThat(bed.amazon.calls()).isEqualTo(2);
  }

  @Test
  void aClosedCacheGivesNothing() {
    TokenSource source = bed.tokens.forSeller("erp", "acme");
    source.get();
    bed.time.pass(Duration.ofMinutes(56));
    bed.tokens.close();
    bed.tokens.close();
    assertThatThrownBy(source::get)
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION));
    assertThat(bed.amazon.calls()).isEqualTo(1);
  }

  @Test
  void anInterruptedPilotDoesNotFailThePassengers() throws Exception {
    CountDownLatch flying = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    bed.amazon.before =
        () -> {
          if (calls.getAndIncrement() == 0) {
            flying.countDown();
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              throw new HalfturnException(
                  dev.halfturn.spi.Problem.of(ErrorCode.UNAVAILABLE, "INTERRUPTED", "interrupted"));
            }
          }
        };
    List<Object> pilotGot = new java.util.concurrent.CopyOnWriteArrayList<>();
    Thread pilot = new Thread(() -> pilotGot.add(bed.failure("acme").reason()));
    pilot.start();
    assertThat(flying.await(30, TimeUnit.SECONDS)).isTrue();
    List<Object> passengerGot = new java.util.concurrent.CopyOnWriteArrayList<>();
    Thread passenger = new Thread(() -> passengerGot.add(bed.get("acme")));
    passenger.start();
    while (passenger.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    pilot.interrupt();
    pilot.join();
    passenger.join();
    assertThat(pilotGot).containsExactly("INTERRUPTED");
    assertThat(passengerGot).containsExactly("Atza|2");
  }

  @Test
  void anInterruptedPassengerLeavesAlone() throws Exception {
    CountDownLatch flying = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    bed.amazon.before =
        () -> {
          flying.countDown();
          await(answer);
        };
    Thread pilot = new Thread(() -> bed.get("acme"));
    pilot.start();
    assertThat(flying.await(30, TimeUnit.SECONDS)).isTrue();
    Thread.currentThread().interrupt();
    assertThat(bed.failure("acme").reason()).isEqualTo("INTERRUPTED");
    assertThat(Thread.interrupted()).isTrue();
    answer.countDown();
    pilot.join();
    assertThat(bed.get("acme")).isEqualTo("Atza|1");
  }

  @Test
  void aFaultOfOursIsAnInternalErrorWithoutItsText() {
    bed.amazon.before =
        () -> {
          throw new IllegalStateException("Atzr|secret");
        };
    HalfturnException failure = bed.failure("acme");
    assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL);
    assertThat(failure)
        .hasMessage("fetching a token failed with java.lang.IllegalStateException")
        .hasNoCause();
    bed.amazon.before = () -> {};
    assertThat(bed.get("acme")).isNotNull();
  }

  @Test
  void ownThreadsRefreshInTheBackground() throws Exception {
    try (AccessTokens own =
        AccessTokens.builder(bed.amazon, bed.store).clock(bed.time).nanos(bed.time).build()) {
      TokenSource source = own.forSeller("erp", "acme");
      AccessToken first = source.get();
      bed.time.pass(Duration.ofMinutes(56));
      CountDownLatch refreshed = new CountDownLatch(1);
      List<Boolean> daemon = new java.util.concurrent.CopyOnWriteArrayList<>();
      bed.amazon.before =
          () -> {
            daemon.add(Thread.currentThread().isDaemon());
            refreshed.countDown();
          };
      assertThat(source.get()).isSameAs(first);
      assertThat(refreshed.await(30, TimeUnit.SECONDS)).isTrue();
      while (source.get().equals(first)) {
        Thread.onSpinWait();
      }
      assertThat(daemon).containsExactly(true);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
