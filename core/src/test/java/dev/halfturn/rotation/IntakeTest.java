// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static dev.halfturn.rotation.RotationFixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.rotation.RotationOutcome.Kind;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a new secret goes through until it is safe. */
class IntakeTest {

  private final RotationFixture here = new RotationFixture();

  @AfterEach
  void close() {
    here.close();
  }

  @Nested
  class WhenTheSecretIsNoSecret {

    private void assertRefused(String pasted, ErrorCode code, String reason) {
      SecretValue before = here.current();
      assertThatThrownBy(() -> here.accept(SecretValue.ofUtf8(pasted)))
          .isInstanceOfSatisfying(
              HalfturnException.class,
              e -> {
                assertThat(e.code()).isEqualTo(code);
                assertThat(e.reason()).isEqualTo(reason);
                assertThat(e.getMessage() + e.hint().orElse("")).doesNotContain(pasted);
                assertThat(e.hint()).isPresent();
              });
      assertThat(here.current()).isEqualTo(before);
      assertThat(here.inbox().items()).isEmpty();
      assertThat(here.trials).isZero();
    }

    @Test
    void theClientIdIsRefused() {
      assertRefused(here.app.clientId(), ErrorCode.INVALID_ARGUMENT, "NEW_SECRET_IS_CLIENT_ID");
    }

    @Test
    void anotherClientIdIsRefused() {
      assertRefused(
          "amzn1.application-oa2-client.0123456789abcdef0123456789abcdef",
          ErrorCode.INVALID_ARGUMENT,
          "NEW_SECRET_IS_CLIENT_ID");
    }

    @Test
    void anUnusualClientIdIsKnownByItsEntry() {
      here.put(CredentialNames.clientId(APP), "some-other-client-id");

      assertRefused("some-other-client-id", ErrorCode.INVALID_ARGUMENT, "NEW_SECRET_IS_CLIENT_ID");
    }

    @Test
    void theCurrentSecretIsRefused() {
      assertRefused(here.app.secret(), ErrorCode.FAILED_PRECONDITION, "NEW_SECRET_IS_CURRENT");
    }

    @Test
    void thePreviousSecretIsRefused() {
      String old = here.app.secret();
      here.accept(here.pressButton());

      assertThatThrownBy(() -> here.accept(SecretValue.ofUtf8(old)))
          .isInstanceOfSatisfying(
              HalfturnException.class, e -> assertThat(e.reason()).isEqualTo("NEW_SECRET_IS_OLD"));
    }

    @Test
    void aKeptSecretIsRefused() {
      String oldest = here.app.secret();
      here.accept(here.pressButton());
      here.clock.advance(Duration.ofDays(1));
      here.accept(here.pressButton());

      assertThatThrownBy(() -> here.accept(SecretValue.ofUtf8(oldest)))
          .isInstanceOfSatisfying(
              HalfturnException.class, e -> assertThat(e.reason()).isEqualTo("NEW_SECRET_IS_OLD"));
    }

    @Test
    void theSecretJustPromotedIsRefusedAsCurrent() {
      SecretValue fresh = here.pressButton();
      here.accept(fresh);

      assertThatThrownBy(() -> here.accept(fresh))
          .isInstanceOfSatisfying(
              HalfturnException.class,
              e -> assertThat(e.reason()).isEqualTo("NEW_SECRET_IS_CURRENT"));
    }

    @Test
    void anythingThatCannotBeASecretIsRefused() {
      assertRefused(
          "amzn1.oa2-cs.v1." + "ab".repeat(32) + "\n",
          ErrorCode.INVALID_ARGUMENT,
          "NEW_SECRET_HAS_WHITESPACE");
    }

    @Test
    void anImplausibleExpiryIsRefused() {
      SecretValue fresh = here.pressButton();
      for (Duration life : List.of(Duration.ofDays(-1), Duration.ZERO, Duration.ofDays(210))) {
        assertThatThrownBy(
                () ->
                    here.rotator()
                        .accept(APP, fresh, Optional.of(START.plus(life)), RotationListener.NONE))
            .isInstanceOfSatisfying(
                HalfturnException.class, e -> assertThat(e.reason()).isEqualTo("DATE_IMPLAUSIBLE"));
      }
      assertThat(here.inbox().items()).isEmpty();
    }

    @Test
    void anApplicationWithoutSecretIsNotFound() {
      assertThatThrownBy(() -> here.rotator().accept("other", here.pressButton()))
          .isInstanceOfSatisfying(
              HalfturnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }
  }

  @Nested
  class TheInboxComesFirst {

    private SecretValue fresh;

    /** The next rotation, at which there is something to be settled with Amazon's help. */
    private void rotateOnceAndWait() {
      here.accept(here.pressButton());
      here.clock.advance(Duration.ofDays(9));
      fresh = here.pressButton();
    }

    private Rotator rotator(SecretTrial trial) {
      return new Rotator(here.context(), trial, app -> {}, app -> {});
    }

    private void assertStored() {
      assertThat(here.inbox().find(fresh)).isPresent();
    }

    @Test
    void beforeAnythingIsAskedOfAmazon() {
      rotateOnceAndWait();
      List<Boolean> stored = new ArrayList<>();

      rotator(
              (app, secret) -> {
                stored.add(here.inbox().find(fresh).isPresent());
                return here.attempt(app, secret);
              })
          .accept(APP, fresh);

      assertThat(stored).hasSizeGreaterThan(1).containsOnly(true);
      assertThat(here.previous()).isPresent();
      assertThat(here.current()).isEqualTo(fresh);
    }

    @Test
    void whateverIsThrown() {
      rotateOnceAndWait();

      for (RuntimeException thrown :
          List.of(
              new HalfturnException(Problem.of(ErrorCode.UNAVAILABLE, "no store")),
              new IllegalStateException("a fault"))) {
        assertThatThrownBy(
                () ->
                    rotator(
                            (app, secret) -> {
                              throw thrown;
                            })
                        .accept(APP, fresh))
            .isSameAs(thrown);
        assertStored();
      }
      here.resume();
      assertThat(here.current()).isEqualTo(fresh);
    }

    @Test
    void evenIfAmazonNeverAnswers() throws InterruptedException {
      rotateOnceAndWait();
      CountDownLatch asked = new CountDownLatch(1);
      CountDownLatch answered = new CountDownLatch(1);
      Thread person =
          new Thread(
              () ->
                  rotator(
                          (app, secret) -> {
                            asked.countDown();
                            await(answered);
                            return here.attempt(app, secret);
                          })
                      .accept(APP, fresh));
      person.start();
      asked.await();

      assertStored();

      answered.countDown();
      person.join();
    }

    @Test
    void evenIfNobodyListensAnyMore() {
      fresh = here.pressButton();
      IllegalStateException gone = new IllegalStateException("the screen is gone");

      assertThatThrownBy(
              () ->
                  here.rotator()
                      .accept(
                          APP,
                          fresh,
                          Optional.empty(),
                          step -> {
                            throw gone;
                          }))
          .isSameAs(gone);

      assertStored();
    }

    @Test
    void evenIfTheRecordCannotBeWritten() {
      fresh = here.pressButton();
      here.storeWrapper =
          store ->
              WriteHook.before(
                  store,
                  name -> {
                    if (name.equals(CredentialNames.rotation(APP))) {
                      throw new HalfturnException(Problem.of(ErrorCode.UNAVAILABLE, "full"));
                    }
                  });

      assertThatThrownBy(() -> here.accept(fresh))
          .isInstanceOfSatisfying(
              HalfturnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));

      assertStored();
      here.storeWrapper = store -> store;
      assertThat(here.resume().kind()).isEqualTo(Kind.FINISHED);
      assertThat(here.current()).isEqualTo(fresh);
    }
  }

  @Nested
  class WhenTheInboxIsFull {

    private void fill(InboxItem.State state) {
      Inbox inbox = Inbox.EMPTY;
      for (int i = 0; i < Inbox.MAX_ITEMS; i++) {
        Instant at = START.minusSeconds(100 - i);
        inbox =
            inbox.with(
                new InboxItem(
                    "key-" + i,
                    SecretValue.ofUtf8("waiting-secret-number-" + i),
                    at,
                    Optional.of(Expiry.ofIssue(at, Duration.ofDays(180), Provenance.ESTIMATED)),
                    Optional.empty(),
                    at,
                    state));
      }
      here.store.put(CredentialNames.inbox(APP), InboxCodec.encode(inbox));
    }

    @Test
    void aSecretThatWorksTakesThePlaceOfTheOldestRefusedOne() {
      fill(InboxItem.State.SUSPECT);
      SecretValue fresh = here.pressButton();

      assertThat(here.accept(fresh).kind()).isEqualTo(Kind.FINISHED);

      assertThat(here.inbox().items()).hasSize(Inbox.MAX_ITEMS);
      assertThat(here.inbox().find(SecretValue.ofUtf8("waiting-secret-number-0"))).isEmpty();
      assertThat(here.inbox().find(SecretValue.ofUtf8("waiting-secret-number-1"))).isPresent();
    }

    @Test
    void aSecretThatDoesNotWorkIsRefused() {
      fill(InboxItem.State.SUSPECT);

      assertThatThrownBy(() -> here.accept(SecretValue.ofUtf8("does-not-work-at-all")))
          .isInstanceOfSatisfying(
              HalfturnException.class, e -> assertThat(e.reason()).isEqualTo("INBOX_FULL"));
      assertThat(here.inbox().find(SecretValue.ofUtf8("waiting-secret-number-0"))).isPresent();
    }

    @Test
    void whatIsDeadGivesPlaceWithoutAnyProof() {
      here.accept(here.pressButton());
      fill(InboxItem.State.RECEIVED);
      here.clock.advance(Duration.ofDays(9));
      SecretValue unproved = SecretValue.ofUtf8("does-not-work-at-all");

      int trials = here.trials;

      assertThat(here.accept(unproved).kind()).isEqualTo(Kind.PENDING);

      assertThat(here.inbox().values()).containsExactly(unproved);
      assertThat(here.trials - trials).as("one to settle, one of the new secret").isEqualTo(2);
    }

    @Test
    void theSameSecretAgainNeedsNoPlace() {
      fill(InboxItem.State.RECEIVED);
      here.outage = true;

      here.accept(SecretValue.ofUtf8("waiting-secret-number-3"));

      assertThat(here.inbox().items()).hasSize(Inbox.MAX_ITEMS);
    }

    @Test
    void whatStillWorksGivesNoPlace() {
      fill(InboxItem.State.KEPT);

      assertThatThrownBy(() -> here.accept(here.pressButton()))
          .isInstanceOfSatisfying(
              HalfturnException.class, e -> assertThat(e.reason()).isEqualTo("INBOX_FULL"));
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
