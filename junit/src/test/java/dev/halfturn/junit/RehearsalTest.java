// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.halfturn.Halfturn;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.simulator.Endpoint;
import dev.halfturn.simulator.Fault;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.token.AccessToken;
import dev.halfturn.token.TokenException;
import dev.halfturn.token.TokenSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RehearsalTest {

  private static RehearsalBuilder plan() {
    return Rehearsal.withApp("erp").seller("acme-us").seller("acme-de", SpApiRegion.EU);
  }

  static List<Named<RehearsalBuilder>> kinds() {
    return List.of(
        Named.of("by hand, in memory", plan()),
        Named.of("by hand, in a file", plan().inFile()),
        Named.of("automatic, in memory", plan().automatic()),
        Named.of("automatic, in a file", plan().automatic().inFile()));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aSellerHasTokensBeforeAndAfterARotation(RehearsalBuilder plan) {
    try (Rehearsal rehearsal = plan.start()) {
      SimulatedApp app = rehearsal.amazon().app("erp").orElseThrow();
      TokenSource tokens = rehearsal.tokens("erp", "acme-de");
      String first = app.secret();
      assertThat(tokens.get().reveal()).startsWith("Atza|");

      rehearsal.advanceDays(150);
      assertThat(rehearsal.halfturn().tracker().status("erp").state())
          .isEqualTo(RotationStatus.State.DUE);
      assertThat(rehearsal.rotate("erp").state()).isEqualTo(RotationStatus.State.FRESH);
      assertThat(app.accepts(first)).isTrue();
      rehearsal.expireOldSecrets();

      assertThat(app.accepts(first)).isFalse();
      assertThat(tokens.get().reveal()).startsWith("Atza|");
      assertThat(rehearsal.halfturn().tracker().status("erp").state())
          .isEqualTo(RotationStatus.State.FRESH);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void oneRotationFollowsAnotherOnceTheOldSecretHasEnded(RehearsalBuilder plan) {
    try (Rehearsal rehearsal = plan.start()) {
      rehearsal.rotate("erp");
      assertThatThrownBy(() -> rehearsal.rotate("erp"))
          .isInstanceOfSatisfying(
              HalfturnException.class,
              refused -> assertThat(refused.reason()).isEqualTo("ROTATED_RECENTLY"));
      rehearsal.expireOldSecrets();
      rehearsal.advanceDays(2);

      assertThat(rehearsal.rotate("erp").state()).isEqualTo(RotationStatus.State.FRESH);
      assertThat(rehearsal.amazon().app("erp").orElseThrow().issuedSecrets()).hasSize(3);
    }
  }

  @Test
  void daysThatAreLivedThroughBringRemindersAndNoRotationByItself() {
    try (Rehearsal rehearsal = plan().start()) {
      assertThat(rehearsal.notices()).isEmpty();

      rehearsal.liveThroughDays(151);

      assertThat(rehearsal.notices()).extracting(Notice::app).contains("erp");
      assertThat(rehearsal.amazon().app("erp").orElseThrow().issuedSecrets()).hasSize(1);
    }
  }

  @Test
  void daysThatAreLivedThroughBringARotationWhereItIsAutomatic() {
    try (Rehearsal rehearsal = plan().automatic().start()) {
      rehearsal.liveThroughDays(160);

      assertThat(rehearsal.amazon().app("erp").orElseThrow().issuedSecrets()).hasSize(2);
      assertThat(rehearsal.halfturn().tracker().status("erp").state())
          .isEqualTo(RotationStatus.State.FRESH);
    }
  }

  @Test
  void whoWatchesIsWokenWhenAllAreLookedAfter() {
    try (Rehearsal rehearsal = plan().start();
        Halfturn other = rehearsal.builder().open()) {
      other.startWatching();
      rehearsal.halfturn().startWatching();

      rehearsal.liveThroughDays(151);

      assertThat(rehearsal.notices()).isNotEmpty();
    }
  }

  @Test
  void tokensEndAsTimePasses() {
    try (Rehearsal rehearsal = plan().start()) {
      TokenSource tokens = rehearsal.tokens("erp", "acme-us");
      AccessToken first = tokens.get();

      rehearsal.advance(Duration.ofMinutes(55));

      assertThat(tokens.get()).isNotEqualTo(first);
    }
  }

  @Test
  void aBrokenAmazonIsBrokenUntilItIsMended() {
    try (Rehearsal rehearsal = plan().start()) {
      rehearsal.breakAmazon(Endpoint.TOKEN, Fault.status(400));
      assertThatThrownBy(rehearsal.tokens("erp", "acme-us")::get)
          .isInstanceOf(TokenException.class);

      rehearsal.mendAmazon();
      rehearsal.halfturn().tokens().forget("erp"); // it remembers failures for a while
      assertThat(rehearsal.tokens("erp", "acme-us").get().reveal()).startsWith("Atza|");
    }
  }

  @Test
  void aFaultOfSoManyCallsPassesByItself() {
    try (Rehearsal rehearsal = plan().start()) {
      rehearsal.breakAmazon(Endpoint.TOKEN, Fault.status(503), 1);

      assertThat(rehearsal.tokens("erp", "acme-us").get().reveal()).startsWith("Atza|");
      assertThat(rehearsal.amazon().log().calls(Endpoint.TOKEN)).isGreaterThan(1);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aNewSecretThatDoesNotWorkAtOnceIsWaitedFor(RehearsalBuilder plan) {
    try (Rehearsal rehearsal = plan.start()) {
      rehearsal
          .amazon()
          .rules(rehearsal.amazon().rules().withActivationDelay(Duration.ofMinutes(40)));
      Instant before = rehearsal.clock().instant();

      assertThat(rehearsal.rotate("erp").state()).isEqualTo(RotationStatus.State.FRESH);
      assertThat(Duration.between(before, rehearsal.clock().instant()))
          .isGreaterThanOrEqualTo(Duration.ofMinutes(40));
    }
  }

  @Test
  void aRotationThatSomebodyElseMakesAsWellEndsAllTheSame() {
    try (Rehearsal rehearsal = plan().automatic().start();
        Halfturn other = rehearsal.builder().open()) {
      other.startWatching(); // takes messages out of the queue as they come

      assertThat(rehearsal.rotate("erp").state()).isEqualTo(RotationStatus.State.FRESH);
      assertThat(rehearsal.amazon().app("erp").orElseThrow().issuedSecrets()).hasSize(2);
    }
  }

  @Test
  void aRotationThatCannotEndFailsTheTest() {
    try (Rehearsal rehearsal = plan().unjudged().start()) {
      rehearsal.amazon().app("erp").orElseThrow().breakNextSecret();

      assertThatThrownBy(() -> rehearsal.rotate("erp"))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("the rotation of 'erp' is not finished after 6 days");
    }
  }

  @Test
  void aSecretThatNeverArrivesFailsTheTest() {
    try (Rehearsal rehearsal = plan().automatic().unjudged().start()) {
      rehearsal.amazon().queue().loseNext(1000);

      assertThatThrownBy(() -> rehearsal.rotate("erp"))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("the rotation of 'erp' is not finished after 6 days");
    }
  }

  @Test
  void whatIsAskedOfTheWrongRehearsalIsRefused() {
    try (Rehearsal rehearsal = plan().setting("notifiers", "log").start()) {
      assertThatThrownBy(rehearsal::expireOldSecrets).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(rehearsal::notices).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> rehearsal.advance(Duration.ofSeconds(-1)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> rehearsal.rotate("shop"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("there is no application 'shop'");
    }
  }

  @Test
  void itBeginsWhenItIsTold() {
    Instant start = Instant.parse("2027-02-28T23:59:59Z");
    try (Rehearsal rehearsal = plan().startingAt(start).start()) {
      assertThat(rehearsal.clock().instant()).isEqualTo(start);
      assertThat(rehearsal.amazon().now()).isEqualTo(start);
      assertThat(rehearsal.halfturn().tracker().status("erp").state())
          .isEqualTo(RotationStatus.State.FRESH);
    }
  }

  @Test
  void theAddressesOfAmazonAreTheSimulators() {
    try (Rehearsal rehearsal = plan().start()) {
      assertThat(rehearsal.spApi(SpApiRegion.EU).toString())
          .startsWith(rehearsal.amazon().origin().toString());
    }
  }

  @Test
  void anotherOpeningSeesTheSameStore() {
    try (Rehearsal rehearsal = plan().start()) {
      try (Halfturn other = rehearsal.builder().open()) {
        assertThat(other.applications().names()).containsExactly("erp");
      }
      rehearsal.halfturn().close(); // as a container does that closes what it was given
      assertThat(catchThrowable(rehearsal::close)).isNull();
    }
  }
}
