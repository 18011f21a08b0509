// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.simulator.SecretOracles.Kept;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the oracles notice of somebody who keeps secrets badly. */
class SecretOraclesTest {

  private final AmazonSimulator amazon =
      AmazonSimulator.builder().clock(Instant.parse("2026-07-01T09:00:00Z")).build();
  private final SimulatedApp app = amazon.addApp("erp");
  private final String first = app.secret();
  private Kept kept = kept(first);
  private final SecretOracles oracles = new SecretOracles(amazon, app, () -> kept);

  @AfterEach
  void close() {
    amazon.close();
  }

  private static Kept kept(String current, String... others) {
    return new Kept(Optional.of(current), Optional.empty(), List.of(others));
  }

  private void assertFine() {
    oracles.check("now");
    assertThatCode(oracles::verify).doesNotThrowAnyException();
  }

  private SimulatedQueue.Message message() {
    return amazon.queue().receive(1, Duration.ofMinutes(5)).get(0);
  }

  @Test
  void aSecretInTheQueueIsNotLost() {
    app.rotateInConsole();

    assertFine();
    message();
    assertFine();
    assertThat(oracles.checks()).isEqualTo(2);
  }

  @Test
  void aMessageRemovedBeforeItsSecretIsKeptIsNoticed() {
    app.rotateInConsole();
    amazon.queue().delete(message().receiptHandle());

    oracles.check("after a delete");

    assertThat(oracles.violations())
        .singleElement()
        .asString()
        .startsWith("after a delete: secret #2")
        .endsWith("is nowhere")
        .doesNotContain(app.secret());
    assertThatThrownBy(oracles::verify).hasMessageStartingWith("1 violations, the first after a");
  }

  @Test
  void aSecretThatIsKeptMayLeaveTheQueue() {
    kept = kept(first, app.rotateInConsole());
    amazon.queue().delete(message().receiptHandle());

    assertFine();
  }

  @Test
  void aSecretInTheDeadLetterQueueIsNotLost() {
    SimulatedQueue dead = amazon.queue().redriveAfter(1);
    app.rotateInConsole();
    amazon.queue().receive(1, Duration.ZERO);

    assertThat(dead.size()).isZero();
    assertFine();
    assertThat(amazon.queue().size()).isZero();
    assertThat(dead.size()).isOne();
  }

  @Test
  void whatEndsNeedNotBeKept() {
    String next = app.rotateInConsole();
    kept = kept(next);
    oracles.check("in the overlap");
    assertThat(oracles.violations()).hasSize(1);

    amazon.advance(Duration.ofDays(7));
    oracles.check("after the overlap");
    assertThat(oracles.violations()).hasSize(1);
  }

  @Test
  void aPersonMayHoldASecretInHand() {
    app.enrolled(false);
    oracles.excuse(app.rotateInConsole());

    assertFine();
  }

  @Test
  void aCurrentSecretThatIsRefusedIsAnOutageUnlessThePreviousOneExchanges() {
    kept = new Kept(Optional.of("wrong"), Optional.of(first), List.of());
    assertFine();

    kept = new Kept(Optional.of("wrong"), Optional.empty(), List.of(first));
    oracles.check("then");
    assertThat(oracles.violations())
        .containsExactly("then: neither the current nor the previous secret exchanges");
  }

  @Test
  void eachCallIsAnOccasionToAsk() {
    oracles.onEveryCall();

    new TestClient(amazon).grantless(app, AmazonFacts.SCOPE_ROTATION);

    assertThat(oracles.checks()).isOne();
    assertThat(kept.toString()).doesNotContain(first);
  }
}
