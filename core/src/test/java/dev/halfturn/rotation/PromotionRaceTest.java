// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.rotation.CrashPoints.Crash;
import dev.halfturn.rotation.RotationOutcome.Kind;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.ConditionalSecretStore;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.StoreView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two processes promote different secrets: the newest wins, in any order of their writes. */
class PromotionRaceTest {

  private static final Map<String, UnaryOperator<SecretStore>> STORES =
      Map.of(
          "all abilities",
          UnaryOperator.identity(),
          "conditional",
          store -> StoreView.with(store, List.of(ConditionalSecretStore.class)));

  private final RotationFixture here = new RotationFixture();
  private final List<SecretValue> made = new ArrayList<>();

  @AfterEach
  void close() {
    here.close();
  }

  private SecretValue press() {
    here.clock.advance(Duration.ofMinutes(1));
    SecretValue fresh = here.pressButton();
    made.add(fresh);
    return fresh;
  }

  /** The other process, from pressing the button to the end. */
  private void anotherRotates() {
    SecretValue newer = press();
    assertThat(here.rotator().accept(APP, newer).kind()).isEqualTo(Kind.FINISHED);
  }

  private void goOn() {
    for (int i = 0; i < 5; i++) {
      here.clock.advance(Duration.ofSeconds(20));
      here.resume();
      here.tracker().check(APP);
    }
  }

  private void assertNewestWon() {
    assertThat(here.current()).isEqualTo(made.get(made.size() - 1));
    RotationRecord record = here.record();
    assertThat(record.current().fingerprint()).isEqualTo(record.key().of(here.current()));
    assertThat(here.inbox().find(here.current()).map(InboxItem::eventTime))
        .contains(record.current().eventTime());
    assertThat(record.isWorkingOnSecret()).isFalse();
    here.assertNoSecretLost(made);
  }

  /** A process that another one overtakes right before it puts its secret in place. */
  private RotationContext overtaken() {
    boolean[] done = {false};
    here.storeWrapper =
        store ->
            WriteHook.before(
                STORES.get("conditional").apply(store),
                name -> {
                  if (name.equals(CredentialNames.previous(APP)) && !done[0]) {
                    done[0] = true;
                    anotherRotates();
                  }
                });
    RotationContext context = here.context();
    here.storeWrapper = UnaryOperator.identity();
    return context;
  }

  @Test
  void whoWasOvertakenBeforePromotingLeavesTheNewerOneInPlace() {
    SecretValue older = press();
    RotationJournal verified = verified(older);
    RotationContext context = here.context();
    RotationEntries entries = new RotationEntries(context.secrets());
    Instant now = here.clock.instant();

    anotherRotates();
    new Promotion(context, entries, app -> {}, app -> {}).promote(APP, verified, older);

    assertThat(verified.eventTime()).isBeforeOrEqualTo(now);
    assertNewestWon();
  }

  @Test
  void whatAPersonPutsThereByHandMeanwhileIsNotWrittenOver() {
    SecretValue older = press();
    RotationJournal verified = verified(older);
    SecretValue theirs = press();
    boolean[] done = {false};
    here.storeWrapper =
        store ->
            WriteHook.around(
                store,
                (method, name) -> {
                  // when it knows what is current, and before it looks again
                  if (name.equals(CredentialNames.rotation(APP)) && !done[0]) {
                    done[0] = true;
                    // which throws away what was there
                    here.amazon.oracles().excuse(here.current().revealUtf8());
                    here.put(CredentialNames.clientSecret(APP), theirs.revealUtf8());
                  }
                });
    RotationContext context = here.context();

    new Promotion(context, new RotationEntries(context.secrets()), app -> {}, app -> {})
        .promote(APP, verified, older);

    assertThat(done[0]).isTrue();
    here.assertNoSecretLost(made);
    assertThat(here.current()).isEqualTo(theirs);
  }

  private RotationJournal verified(SecretValue secret) {
    here.outage = true;
    here.accept(secret);
    here.outage = false;
    RotationContext context = here.context();
    return new Journals(context, new RotationEntries(context.secrets()))
        .verified(
            APP,
            here.inbox().find(secret).orElseThrow(),
            here.attempt(APP, secret),
            Optional.empty())
        .orElseThrow();
  }

  @Test
  void whoWasOvertakenBeforeSayingThatItPassedDoesNotTakeTheJournal() {
    SecretValue older = press();
    here.outage = true;
    here.accept(older);
    here.outage = false;
    InboxItem item = here.inbox().find(older).orElseThrow();
    RotationContext context = here.context();
    anotherRotates();
    Optional<RotationJournal> newer = here.record().journal();

    Optional<RotationJournal> verified =
        new Journals(context, new RotationEntries(context.secrets()))
            .verified(APP, item, here.attempt(APP, older), Optional.empty());

    assertThat(verified).isEmpty();
    assertThat(here.record().journal()).isEqualTo(newer);
  }

  @Test
  void whatWasWrittenOverANewerOneGivesWayToIt() {
    SecretValue older = press();
    Rotator slow = new Rotator(overtaken(), here::attempt, app -> {}, here.tracker()::check);

    slow.accept(APP, older);

    assertThat(here.current()).isEqualTo(older);
    assertThat(here.record().current().eventTime()).isEqualTo(made(older).eventTime());
    goOn();
    assertNewestWon();
  }

  private InboxItem made(SecretValue secret) {
    return here.inbox().find(secret).orElseThrow();
  }

  @Test
  void soItDoesWhereItsWriterDiesAndSomebodyElseLooks() {
    SecretValue older = press();
    boolean[] dies = {false};
    Rotator slow =
        new Rotator(
            overtaken(),
            here::attempt,
            app -> {
              dies[0] = true;
              throw new Crash("on promotion");
            },
            app -> {});

    assertThatThrownBy(() -> slow.accept(APP, older)).isInstanceOf(Crash.class);
    assertThat(dies[0]).isTrue();
    assertThat(here.current()).isEqualTo(older);

    here.tracker().check(APP);
    goOn();
    assertNewestWon();
  }

  @ParameterizedTest
  @ValueSource(strings = {"all abilities", "conditional"})
  void anotherMayComeBetweenAnyTwoEffects(String store) {
    int points = interruptedAt(store, 0);
    assertThat(points).isGreaterThan(10);
    for (int point = 1; point <= points; point++) {
      interruptedAt(store, point);
    }
  }

  private static int interruptedAt(String store, int interruption) {
    PromotionRaceTest world = new PromotionRaceTest();
    try (RotationFixture here = world.here) {
      CrashPoints points = new CrashPoints(() -> here.judge("between two effects"));
      points.dieAt(
          point -> {
            if (point == interruption) {
              world.anotherRotates();
            }
            return false;
          });
      here.storeWrapper = inner -> points.around(STORES.get(store).apply(inner));
      Rotator slow = here.rotator();
      here.storeWrapper = UnaryOperator.identity();
      try {
        slow.accept(APP, world.press());
      } catch (HalfturnException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
      }
      world.goOn();
      world.assertNewestWon();
      return points.passed();
    }
  }
}
