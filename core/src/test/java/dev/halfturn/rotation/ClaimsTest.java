// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.rotation.AutomaticRotation.Urgency;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.CreateOnlySecretStore;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.RaceDetectingSecretStore;
import dev.halfturn.spi.SecretName;
import dev.halfturn.testkit.StoreView;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Of several that rotate, one asks. */
class ClaimsTest {

  private final AutomaticFixture at = new AutomaticFixture();
  private final RotationFixture here = at.here;

  @AfterEach
  void close() {
    at.oracles.verify();
    at.close();
  }

  private void begin(AutomaticRotation process) {
    process.begin(APP, Urgency.ASKED, RotationListener.NONE);
  }

  @Test
  void ofManyThatBeginAtOnceOneAsks() throws InterruptedException {
    AtomicInteger conflicts = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> threads =
        java.util.stream.IntStream.range(0, 8)
            .mapToObj(
                number -> {
                  AutomaticRotation process = at.process();
                  return new Thread(
                      () -> {
                        try {
                          go.await();
                          begin(process);
                        } catch (HalfturnException e) {
                          conflicts.incrementAndGet();
                        } catch (InterruptedException e) {
                          throw new IllegalStateException(e);
                        }
                      });
                })
            .toList();
    threads.forEach(Thread::start);
    go.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(here.app.issuedSecrets()).hasSize(2);
    assertThat(at.issuer.requests()).isOne();
  }

  @Test
  void whoWasOvertakenBeforeAskingLeavesItToTheOther() {
    AutomaticRotation slow = at.automatic;
    AutomaticRotation quick = at.process();
    boolean[] done = {false};
    at.issuer.effects =
        where -> {
          if (where.equals("after the token") && !done[0]) {
            done[0] = true;
            begin(quick);
          }
        };

    assertThatThrownBy(() -> begin(slow)).hasMessageContaining("rotates application 'erp' already");

    assertThat(at.issuer.requests()).isOne();
  }

  @Test
  void whoSleptTooLongAfterWritingDownDoesNotAsk() {
    boolean[] slept = {false};
    here.storeWrapper =
        store ->
            WriteHook.before(
                store,
                name -> {
                  boolean intent = name.equals(CredentialNames.rotation(APP)) && at.issuer.bought;
                  if (intent && !slept[0]) {
                    slept[0] = true;
                    here.clock.advance(Duration.ofMinutes(31));
                  }
                });
    at.restart();

    assertThatThrownBy(() -> begin(at.automatic)).hasMessageContaining("already");

    assertThat(at.issuer.requests()).isZero();
    assertThat(at.request().orElseThrow().outcome()).isEqualTo(SecretRequest.Outcome.NOT_SENT);
  }

  /** On a store that creates, and notices races, as the Parameter Store does. */
  @Nested
  class OnAStoreThatOnlyCreates {

    @BeforeEach
    void only() {
      here.storeWrapper =
          store ->
              StoreView.with(
                  store, List.of(CreateOnlySecretStore.class, RaceDetectingSecretStore.class));
      at.restart();
    }

    private SecretName claim(int attempt) {
      return CredentialNames.claim(
          APP,
          here.store.find(CredentialNames.clientSecret(APP)).orElseThrow().version().id(),
          attempt);
    }

    @Test
    void anEntryIsTheClaimAndGoesWithTheRotation() {
      begin(at.automatic);

      SecretName claim = claim(1);
      assertThat(here.store.find(claim)).isPresent();
      assertThat(claim.value()).isEqualTo("erp/lwa/clientsecret/rotation/claim-2-1");
      here.clock.advance(AutomaticFixture.MOMENT);
      at.receive();
      at.pass(Duration.ofDays(9), Duration.ofHours(12));
      assertThat(here.store.find(claim)).isEmpty();
      assertThat(here.previous()).isEmpty();
    }

    @Test
    void somebodyElsesClaimHoldsForHalfAnHour() {
      here.put(claim(1), "{\"v\":1,\"owner\":\"other\"}");

      assertThatThrownBy(() -> begin(at.automatic))
          .isInstanceOfSatisfying(
              HalfturnException.class, e -> assertThat(e.reason()).isEqualTo("CLAIMED"));
      here.clock.advance(Duration.ofMinutes(29));
      assertThatThrownBy(() -> begin(at.automatic)).isInstanceOf(HalfturnException.class);
      assertThat(at.issuer.requests()).isZero();

      here.clock.advance(Duration.ofMinutes(2));
      begin(at.automatic);
      assertThat(at.request().orElseThrow().attempt()).isEqualTo(2);
      assertThat(at.issuer.requests()).isOne();
    }

    @Test
    void ofManyThatBeginAtOnceOneAsksHereToo() throws InterruptedException {
      ofManyThatBeginAtOnceOneAsks();
    }
  }
}
