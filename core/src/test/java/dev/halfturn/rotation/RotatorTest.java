// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static dev.halfturn.rotation.RotationFixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.rotation.RotationListener.Phase;
import dev.halfturn.rotation.RotationListener.Result;
import dev.halfturn.rotation.RotationOutcome.Kind;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Guided rotation against the simulator's secrets. */
class RotatorTest {

  private final RotationFixture here = new RotationFixture();

  @AfterEach
  void close() {
    here.close();
  }

  private void declareFirstSecret() {
    here.tracker().declareIssued(APP, START, Provenance.DECLARED);
  }

  @Nested
  class WhenAllGoesWell {

    @Test
    void aGoodSecretBecomesCurrentAndTheOldOnePrevious() {
      declareFirstSecret();
      here.clock.advance(Duration.ofDays(150));
      SecretValue old = here.current();
      SecretValue fresh = here.pressButton();

      RotationOutcome outcome = here.accept(fresh);

      assertThat(outcome.kind()).isEqualTo(Kind.FINISHED);
      assertThat(outcome.state()).isEqualTo(RotationState.PROMOTED);
      assertThat(here.current()).isEqualTo(fresh);
      assertThat(here.previous()).contains(old);
      Instant now = here.clock.instant();
      assertThat(outcome.previousEndsAt()).contains(now.plus(Duration.ofDays(7)));
      assertThat(outcome.expiry())
          .contains(new Expiry(now, now.plusSeconds(15_552_000), Provenance.ESTIMATED));
      assertThat(here.forgotten).contains(APP);
    }

    @Test
    void theListenerHearsTheFourPhasesInOrder() {
      here.accept(here.pressButton());

      assertThat(here.steps)
          .extracting(RotationListener.Step::phase)
          .containsExactly(Phase.CREATE, Phase.SET, Phase.TEST, Phase.FINISH);
      assertThat(here.steps).extracting(RotationListener.Step::result).containsOnly(Result.OK);
    }

    @Test
    void theInboxIsWrittenBeforeAmazonIsAsked() {
      List<Integer> sizes = new ArrayList<>();
      Rotator rotator =
          new Rotator(
              here.context(),
              (app, secret) -> {
                sizes.add(here.inbox().items().size());
                return here.attempt(app, secret);
              },
              app -> {},
              app -> {});

      rotator.accept(APP, here.pressButton());

      assertThat(sizes.get(0)).isEqualTo(1);
    }

    @Test
    void peopleAreToldOnce() {
      here.accept(here.pressButton());
      here.resume();
      here.tracker().check(APP);

      List<Notice> told =
          here.mail.sent().stream().filter(notice -> notice.severity() == Severity.INFO).toList();
      assertThat(told).singleElement().extracting(Notice::subject).asString().contains("rotated");
      assertThat(told.get(0).body()).contains("goes on working until");
    }

    @Test
    void aDeclaredExpiryOfTheNewSecretIsKept() {
      SecretValue fresh = here.pressButton();
      Instant declared = START.plus(Duration.ofDays(179));

      RotationOutcome outcome =
          here.rotator().accept(APP, fresh, Optional.of(declared), RotationListener.NONE);

      assertThat(outcome.expiry().orElseThrow().expiresAt()).isEqualTo(declared);
      assertThat(here.tracker().status(APP).secret().expiry().orElseThrow().source())
          .isEqualTo(Provenance.DECLARED);
    }

    @Test
    void resumeAfterwardsHasNothingToDo() {
      here.accept(here.pressButton());

      assertThat(here.resume().kind()).isEqualTo(Kind.NOTHING_TO_DO);
    }

    @Test
    void theStoresOwnExpiryFieldFollows() {
      here.accept(here.pressButton());

      assertThat(here.store.expiry(CredentialNames.clientSecret(APP)))
          .contains(START.plusSeconds(15_552_000));
    }
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
    void whiteSpaceAndLineBreaksAreRefused() {
      String good = "amzn1.oa2-cs.v1." + "ab".repeat(32);
      for (String pasted :
          List.of(
              good + "\n", good + "\r\n", " " + good, good + " ", "ab cd" + good, "\t" + good)) {
        assertRefused(pasted, ErrorCode.INVALID_ARGUMENT, "NEW_SECRET_HAS_WHITESPACE");
      }
    }

    @Test
    void charactersNoSecretHasAreRefused() {
      String good = "amzn1.oa2-cs.v1." + "ab".repeat(32);
      for (String pasted : List.of(good + "\u00a0", "\ufeff" + good, good + "…", good + "\u0000")) {
        assertRefused(pasted, ErrorCode.INVALID_ARGUMENT, "NEW_SECRET_NOT_ASCII");
      }
    }

    @Test
    void otherThingsFromTheConsoleAreRefused() {
      assertRefused(
          "amzn1.sp.solution.00000000-0000-0000-0000-000000000000",
          ErrorCode.INVALID_ARGUMENT,
          "NEW_SECRET_IS_APPLICATION_ID");
      assertRefused(
          "amzn1.sellerapps.app.00000000-0000-0000-0000-000000000000",
          ErrorCode.INVALID_ARGUMENT,
          "NEW_SECRET_IS_APPLICATION_ID");
      assertRefused("Atzr|IwEBIabcdefghij", ErrorCode.INVALID_ARGUMENT, "NEW_SECRET_IS_TOKEN");
      assertRefused("Atza|IwEBIabcdefghij", ErrorCode.INVALID_ARGUMENT, "NEW_SECRET_IS_TOKEN");
      assertRefused(
          "\"amzn1.oa2-cs.v1.abababab\"", ErrorCode.INVALID_ARGUMENT, "NEW_SECRET_IS_QUOTED");
      assertRefused(
          "'amzn1.oa2-cs.v1.abababab'", ErrorCode.INVALID_ARGUMENT, "NEW_SECRET_IS_QUOTED");
      assertRefused("amzn1.oa2-cs.v1", ErrorCode.INVALID_ARGUMENT, "NEW_SECRET_BAD_LENGTH");
      assertRefused("a".repeat(2049), ErrorCode.INVALID_ARGUMENT, "NEW_SECRET_BAD_LENGTH");
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
}
