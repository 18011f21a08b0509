// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.IssuerAnswer.Outcome;
import dev.halfturn.spi.IssuerCheck;
import dev.halfturn.spi.IssuerMessage;
import dev.halfturn.spi.IssuerMessage.ExpiryNotice;
import dev.halfturn.spi.Problem;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InMemorySecretIssuerOrdersTest {

  private static final URI SP_API = URI.create("https://sellingpartnerapi-na.amazon.com");
  private static final ExpiryNotice NOTICE =
      new ExpiryNotice("client", Instant.EPOCH, Instant.EPOCH, "PERIODIC_ROTATION");
  private static final Problem BUSY = Problem.of(ErrorCode.UNAVAILABLE, "ordered");

  private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
  private final InMemorySecretIssuer issuer = new InMemorySecretIssuer(clock);

  @Test
  void aRequestTakesTheEffectThatWasOrdered() {
    issuer.onRequest(request -> issuer.deliver(NOTICE));

    assertThat(issuer.request(SP_API, Canaries.secret("token")).outcome())
        .isEqualTo(Outcome.ACCEPTED);

    assertThat(issuer.requests())
        .containsExactly(
            new InMemorySecretIssuer.Request(SP_API, Canaries.secret("token"), clock.instant()));
    assertThat(issuer.receive(Duration.ZERO)).hasSize(1);
  }

  @Test
  void aRefusedRequestTakesNoneAndTheNextIsAccepted() {
    issuer.onRequest(request -> issuer.deliver(NOTICE));
    issuer.answerNext(Outcome.THROTTLED, BUSY, Optional.of(Duration.ofMinutes(2)));
    issuer.answerNext(Outcome.REFUSED, BUSY);

    assertThat(issuer.request(SP_API, Canaries.secret("token")).retryAfter())
        .contains(Duration.ofMinutes(2));
    assertThat(issuer.request(SP_API, Canaries.secret("token")).problem()).contains(BUSY);
    assertThat(issuer.left()).isEmpty();
    issuer.request(SP_API, Canaries.secret("token"));
    assertThat(issuer.left()).hasSize(1);
  }

  @Test
  void aLostAnswerLeavesTheEffect() {
    issuer.onRequest(request -> issuer.deliver(NOTICE));
    issuer.loseNextAnswer();

    assertThat(issuer.request(SP_API, Canaries.secret("token")).outcome())
        .isEqualTo(Outcome.UNKNOWN);

    assertThat(issuer.left()).hasSize(1);
  }

  @Test
  void copiesOfOneMessageAreAcknowledgedOneByOne() {
    String id = issuer.deliver(NOTICE, 2);

    List<IssuerMessage> copies = issuer.receive(Duration.ZERO);

    assertThat(copies).extracting(IssuerMessage::id).containsExactly(id, id);
    issuer.acknowledge(copies.get(0));
    assertThat(issuer.left()).hasSize(1);
    issuer.acknowledge(copies.get(1));
    assertThat(issuer.left()).isEmpty();
  }

  @Test
  void heldMessagesComeWhenTheyAreReleased() {
    issuer.hold();
    issuer.deliver(NOTICE);
    assertThat(issuer.receive(Duration.ZERO)).isEmpty();

    issuer.release();

    assertThat(issuer.receive(Duration.ZERO)).hasSize(1);
  }

  @Test
  void whatWasReceivedTooOftenComesFromTheDeadLetters() {
    issuer.deadLetterAfter(2);
    issuer.visibility(Duration.ofSeconds(1));
    issuer.deliver(NOTICE);
    for (int i = 0; i < 2; i++) {
      assertThat(issuer.receive(Duration.ZERO))
          .extracting(IssuerMessage::queue)
          .containsExactly(InMemorySecretIssuer.QUEUE);
      clock.advance(Duration.ofSeconds(1));
    }

    List<IssuerMessage> dead = issuer.receive(Duration.ZERO);

    assertThat(dead)
        .extracting(IssuerMessage::queue)
        .containsExactly(InMemorySecretIssuer.DEAD_LETTERS);
    issuer.acknowledge(dead.get(0));
    assertThat(issuer.left()).isEmpty();
  }

  @Test
  void anAcknowledgedMessageComesBackWhenThatIsOrdered() {
    issuer.deliver(NOTICE);
    issuer.surviveNextAcknowledgements(1);
    issuer.acknowledge(issuer.receive(Duration.ZERO).get(0));
    clock.advance(Duration.ofMinutes(5));

    issuer.acknowledge(issuer.receive(Duration.ZERO).get(0));

    assertThat(issuer.left()).isEmpty();
  }

  @Test
  void itFailsUntilItRecoversAndAnswersRequestsMeanwhile() {
    issuer.failWith(BUSY);
    Failures.assertFails(ErrorCode.UNAVAILABLE, () -> issuer.receive(Duration.ZERO));
    Failures.assertFails(ErrorCode.UNAVAILABLE, issuer::preflight);
    assertThat(issuer.request(SP_API, Canaries.secret("token")).outcome())
        .isEqualTo(Outcome.ACCEPTED);

    issuer.recover();

    assertThat(issuer.receive(Duration.ZERO)).isEmpty();
  }

  @Test
  void whatIsFoundBeforehandCanBeOrdered() throws HalfturnException {
    IssuerCheck check =
        new IssuerCheck("retention", IssuerCheck.Verdict.BLOCKED, Optional.of(BUSY));

    issuer.checks(List.of(check));

    assertThat(issuer.preflight()).containsExactly(check);
  }

  @Test
  void inPlaceOfWaitingAClockIsMoved() {
    issuer.visibility(Duration.ofSeconds(20));
    issuer.deliver(NOTICE);
    issuer.receive(Duration.ZERO);
    issuer.inPlaceOfWaiting(clock::advance);

    assertThat(issuer.receive(Duration.ofSeconds(20))).hasSize(1);

    assertThat(clock.instant()).isEqualTo(Instant.parse("2026-03-01T12:00:20Z"));
  }
}
