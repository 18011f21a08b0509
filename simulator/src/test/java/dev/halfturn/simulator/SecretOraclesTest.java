// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.halfturn.simulator.SecretOracles.Kept;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the oracles notice of somebody who keeps secrets badly. */
class SecretOraclesTest {

  private final AmazonSimulator amazon =
      AmazonSimulator.builder().clock(Instant.parse("2026-07-01T09:00:00Z")).build();
  private final SimulatedApp app = amazon.addApp("erp");
  private final String first = app.secret();
  private Kept kept = kept(first);
  private final SecretOracles oracles = amazon.oracles();

  @BeforeEach
  void watch() {
    oracles.keptBy(app, () -> kept);
    oracles.check("at first");
    assertThat(oracles.violations()).isEmpty();
  }

  @AfterEach
  void close() {
    var unused = catchThrowable(oracles::verify); // what a test has looked at
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
    assertThat(oracles.checks()).isEqualTo(3);
  }

  @Test
  void aMessageRemovedBeforeItsSecretIsKeptIsNoticed() {
    app.rotateInConsole();
    amazon.queue().delete(message().receiptHandle());

    oracles.check("after a delete");

    assertThat(oracles.violations())
        .singleElement()
        .asString()
        .startsWith("after a delete: erp: secret #2")
        .endsWith("is nowhere")
        .doesNotContain(app.secret());
    assertThatThrownBy(oracles::verify).hasMessageStartingWith("1 violations, the first after a");
    assertThatCode(oracles::verify).doesNotThrowAnyException();
  }

  @Test
  void whatNobodyHasAskedForIsThrownAtTheEnd() {
    app.rotateInConsole();
    amazon.queue().delete(message().receiptHandle());
    oracles.check("after a delete");

    assertThatThrownBy(amazon::close).hasMessageStartingWith("1 violations, the first after a");
    assertThatCode(amazon::close).doesNotThrowAnyException();
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
  void aPersonHoldsWhatTheConsoleShowsUntilItIsKept() {
    app.enrolled(false);
    String next = app.rotateInConsole();
    assertFine();

    kept = kept(first, next);
    assertFine();
    kept = kept(first);
    oracles.check("later");

    assertThat(oracles.violations()).singleElement().asString().startsWith("later: erp");
  }

  @Test
  void whatWasHandedOverHasToBeKept() {
    app.enrolled(false);
    oracles.handedOver(app.rotateInConsole());

    oracles.check("later");

    assertThat(oracles.violations()).singleElement().asString().contains("secret #2");
  }

  @Test
  void whatWasKeptOnceStaysKeptAlthoughTheQueueHasItStill() {
    kept = kept(first, app.rotateInConsole());
    assertFine();

    kept = kept(first);
    oracles.check("later");

    assertThat(oracles.violations()).singleElement().asString().contains("secret #2");
  }

  @Test
  void aSecretMayBeLostOnPurpose() {
    String next = app.rotateInConsole();
    kept = kept(first, next);
    assertFine();

    oracles.excuse(next);
    kept = kept(first);
    assertFine();
  }

  @Test
  void nobodyKeepsWhatAmazonWasToldToBreakOrToLose() {
    app.breakNextSecret();
    app.rotateInConsole();
    assertFine();

    amazon.queue().loseNext(1);
    app.rotate();
    assertFine();

    amazon.advance(Duration.ofDays(8));
    assertThat(app.accepts(first)).isFalse();
    assertFine();
  }

  @Test
  void aCurrentSecretThatIsRefusedIsAnOutageUnlessThePreviousOneExchanges() {
    kept = new Kept(Optional.of("wrong"), Optional.of(first), List.of());
    assertFine();

    kept = new Kept(Optional.of("wrong"), Optional.empty(), List.of(first));
    oracles.check("then");
    assertThat(oracles.violations())
        .containsExactly("then: erp: neither the current nor the previous secret exchanges");
  }

  @Test
  void anOutageOnPurposeIsExcusedUntilItIsOver() {
    oracles.excuseOutage(app);
    kept = kept("wrong", first);
    assertFine();
    kept = kept(first);
    assertFine();

    kept = kept("wrong", first);
    oracles.check("again");

    assertThat(oracles.violations()).hasSize(1);
  }

  @Test
  void aPersonMayHandOverTooLate() {
    app.enrolled(false);
    String next = app.rotateInConsole();
    amazon.advance(Duration.ofDays(8));
    assertFine();

    kept = kept(first, next);
    assertFine();
    kept = kept(next);
    assertFine();
    kept = kept(first, next);
    oracles.check("again");

    assertThat(oracles.violations()).hasSize(1);
  }

  @Test
  void whatAmazonWasAskedForHasToComeInTime() {
    app.rotate();
    assertFine();

    amazon.advance(Duration.ofDays(8));
    oracles.check("too late");

    assertThat(oracles.violations()).singleElement().asString().contains("neither the current");
  }

  @Test
  void eachCallIsAnOccasionToAsk() {
    new TestClient(amazon).grantless(app, AmazonFacts.SCOPE_ROTATION);

    assertThat(oracles.checks()).isEqualTo(2);
    assertThat(kept.toString()).doesNotContain(first);

    kept = kept("wrong", first);
    new TestClient(amazon).grantless(app, AmazonFacts.SCOPE_ROTATION);
    assertThat(oracles.violations())
        .singleElement()
        .asString()
        .startsWith("at a TOKEN call of erp answered with 200: ");
  }

  @Test
  void nothingIsJudgedBeforeThereIsACurrentSecretNorAfterItIsForgotten() {
    SimulatedApp other = amazon.addApp("other");
    kept = new Kept(Optional.empty(), Optional.empty(), List.of());
    oracles.keptBy(other, () -> kept);
    oracles.forget(app);
    assertFine();

    kept = kept(other.secret());
    assertFine();
    kept = new Kept(Optional.empty(), Optional.empty(), List.of());
    oracles.check("gone");

    assertThat(oracles.violations()).hasSize(2);
  }

  @Test
  void whoCannotBeAskedIsAViolation() {
    oracles.keptBy(
        app,
        () -> {
          throw new IllegalStateException("closed");
        });

    oracles.check("now");

    assertThat(oracles.violations()).singleElement().asString().endsWith("is kept: closed");
  }

  @Test
  void entriesAreFoundByTheirNames() {
    String next = app.rotateInConsole();
    Map<String, String> entries = new HashMap<>();
    entries.put("erp/lwa/clientsecret", "wrong");
    entries.put("erp/lwa/clientsecret/previous", first);
    entries.put("erp/lwa/clientsecret/inbox", "{\"value\":\"" + next + "\"}");
    amazon.oracles().keptIn(app, name -> Optional.ofNullable(entries.get(name)));
    amazon.queue().delete(message().receiptHandle());
    assertFine();

    entries.remove("erp/lwa/clientsecret/inbox");
    oracles.check("then");
    assertThat(oracles.violations()).singleElement().asString().contains("secret #2");
  }
}
