// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Values and what they refuse. */
class RotationValuesTest {

  @Nested
  class APolicy {

    private final RotationPolicy base = RotationPolicy.DEFAULT;

    private RotationPolicy policy(
        Duration lifetime,
        Duration overlap,
        int at,
        int latest,
        List<Integer> ladder,
        Set<Integer> quiet,
        Duration repeat) {
      return new RotationPolicy(
          lifetime,
          overlap,
          at,
          latest,
          ReminderPolicy.DEFAULT.withLadder(new TreeSet<>(ladder), quiet).withRepeat(repeat),
          AutomaticPolicy.OFF);
    }

    private void assertRefused(String component, Runnable making) {
      assertThatThrownBy(making::run)
          .isInstanceOfSatisfying(
              HalfturnException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
                assertThat(e.reason()).isEqualTo("POLICY_INVALID");
                assertThat(e.getMessage()).startsWith(component + ": ");
              });
    }

    private void assertRefused(
        String component, int at, int latest, List<Integer> ladder, Set<Integer> quiet) {
      assertRefused(
          component,
          () ->
              policy(
                  base.lifetime(),
                  base.overlap(),
                  at,
                  latest,
                  ladder,
                  quiet,
                  base.reminders().repeat()));
    }

    @Test
    void isRefusedIfItsDaysContradictOneAnother() {
      List<Integer> ladder = List.of(90, 150, 179);
      assertRefused("rotate-at", 119, 173, ladder, Set.of());
      assertRefused("rotate-at", 167, 173, ladder, Set.of());
      assertRefused("latest", 150, 149, ladder, Set.of());
      assertRefused("latest", 150, 180, ladder, Set.of());
      assertRefused("ladder", 150, 173, List.of(), Set.of());
      assertRefused("ladder", 150, 173, List.of(0, 150), Set.of());
      assertRefused("ladder", 150, 173, List.of(150, 180), Set.of());
      assertRefused("ladder", 150, 173, IntStream.range(1, 32).boxed().toList(), Set.of());
      assertRefused("quiet", 150, 173, ladder, Set.of(91));
      assertRefused("quiet", 150, 173, ladder, Set.of(179));
      policy(
          base.lifetime(),
          base.overlap(),
          120,
          120,
          ladder,
          Set.of(90, 150),
          base.reminders().repeat());
      policy(
          base.lifetime(), base.overlap(), 166, 179, ladder, Set.of(), base.reminders().repeat());
    }

    @Test
    void isRefusedIfItsDurationsAreNotWholeDays() {
      List<Integer> ladder = List.of(10);
      Duration repeat = Duration.ofHours(12);
      for (Duration bad :
          List.of(
              Duration.ZERO,
              Duration.ofDays(-1),
              Duration.ofHours(36),
              Duration.ofDays(180).plusNanos(1),
              Duration.ofDays(4000))) {
        assertRefused(
            "lifetime", () -> policy(bad, Duration.ofDays(7), 150, 173, ladder, Set.of(), repeat));
      }
      assertRefused(
          "overlap",
          () -> policy(base.lifetime(), Duration.ofHours(1), 150, 173, ladder, Set.of(), repeat));
      assertRefused(
          "overlap",
          () -> policy(base.lifetime(), base.lifetime(), 150, 173, ladder, Set.of(), repeat));
    }

    @Test
    void isRefusedIfItRepeatsTooOftenOrTooSeldom() {
      for (Duration bad : List.of(Duration.ofMinutes(59), Duration.ofDays(1).plusSeconds(1))) {
        assertRefused(
            "repeat",
            () -> policy(base.lifetime(), base.overlap(), 150, 173, List.of(150), Set.of(), bad));
      }
    }

    @Test
    void containsAmazonsOwnDaysByDefault() {
      assertThat(base.reminders().ladder()).contains(90, 120, 150, 165, 173, 179);
      assertThat(base.lifetimeDays()).isEqualTo(180);
      assertThat(base.overlap()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void takesShorterLives() {
      RotationPolicy month =
          policy(
              Duration.ofDays(30),
              Duration.ofDays(7),
              10,
              25,
              List.of(10, 20, 29),
              Set.of(),
              Duration.ofHours(6));
      assertThat(month.lifetimeDays()).isEqualTo(30);
    }
  }

  @Nested
  class AFingerprint {

    private final FingerprintKey key = FingerprintKey.random(new Random(1));

    @Test
    void isTheBeginningOfAKnownHmac() {
      // RFC 4231's construction with a key of 32 zero bytes, computed with another implementation:
      // printf x | openssl dgst -sha256 -mac HMAC -macopt hexkey:00…00
      FingerprintKey zeros = FingerprintKey.parse("A".repeat(43)).orElseThrow();

      assertThat(zeros.of(SecretValue.ofUtf8("x")).hex()).isEqualTo("4cbc96099a6467ce");
    }

    @Test
    void differsBySecretAndByKey() {
      SecretValue secret = SecretValue.ofUtf8("one");
      FingerprintKey other = FingerprintKey.random(new Random(2));

      assertThat(key.of(secret)).isEqualTo(key.of(SecretValue.ofUtf8("one")));
      assertThat(key.of(secret)).isNotEqualTo(key.of(SecretValue.ofUtf8("two")));
      assertThat(key.of(secret)).isNotEqualTo(other.of(secret));
    }

    @Test
    void isShownShort() {
      Fingerprint fingerprint = new Fingerprint("0123456789abcdef");

      assertThat(fingerprint.shortForm()).isEqualTo("012345");
      assertThat(fingerprint).hasToString("fp:012345");
    }

    @Test
    void hasSixteenDigits() {
      for (String bad : List.of("", "0123456789abcde", "0123456789ABCDEF", "0123456789abcdefa")) {
        assertThatThrownBy(() -> new Fingerprint(bad)).isInstanceOf(IllegalArgumentException.class);
      }
    }

    @Test
    void keysAreEqualByContent() {
      FingerprintKey same = FingerprintKey.parse(key.toText()).orElseThrow();

      assertThat(same).isEqualTo(key).hasSameHashCodeAs(key);
      assertThat(key).isNotEqualTo(FingerprintKey.random(new Random(2))).isNotEqualTo("key");
      assertThat(key.toString()).doesNotContain(key.toText());
      assertThat(FingerprintKey.parse("AAAA")).isEmpty();
      assertThat(FingerprintKey.parse("not base64!")).isEmpty();
    }
  }

  @Nested
  class ARung {

    @Test
    void isReadBackFromItsKey() {
      Set<String> keys = new HashSet<>();
      for (Rung.Kind kind : Rung.Kind.values()) {
        for (int number : List.of(0, 7, 150, Rung.MAX_NUMBER)) {
          Rung rung = new Rung(kind, number);
          assertThat(Rung.parse(rung.key())).contains(rung);
          keys.add(rung.key());
        }
      }
      assertThat(keys)
          .hasSize(40)
          .contains("150", "0-7", "99999-9999", "expired-0", "handover-150");
    }

    @Test
    void isNothingElse() {
      for (String bad :
          List.of(
              "",
              "day-1",
              "-1",
              "later-1",
              "1-",
              "1-12345",
              "1000000000",
              "repeat-1",
              "expired-",
              "x")) {
        assertThat(Rung.parse(bad)).as(bad).isEmpty();
      }
    }

    @Test
    void isMoreUrgentTheLaterItIs() {
      assertThat(
              new TreeSet<>(
                  List.of(
                      new Rung(Rung.Kind.EXPIRED, 0),
                      Rung.repeat(177, 2),
                      Rung.day(179),
                      Rung.day(90),
                      Rung.repeat(179, 1),
                      Rung.day(177),
                      Rung.repeat(177, 1))))
          .extracting(Rung::key)
          .containsExactly("90", "177", "177-1", "177-2", "179", "179-1", "expired-0");
    }

    @Test
    void hasANumberOfOneToNineDigits() {
      for (int bad : List.of(-1, Rung.MAX_NUMBER + 1)) {
        assertThatThrownBy(() -> new Rung(Rung.Kind.DAY, bad))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void aBetterKnownDateIsNeverReplacedByALesserOne() {
    assertThat(Provenance.CONFIRMED.mayReplace(Provenance.DECLARED)).isTrue();
    assertThat(Provenance.DECLARED.mayReplace(Provenance.DECLARED)).isTrue();
    assertThat(Provenance.DECLARED.mayReplace(Provenance.CONFIRMED)).isFalse();
    assertThat(Provenance.ESTIMATED.mayReplace(Provenance.DECLARED)).isFalse();
  }

  @Test
  void aDeliveryHasAFailureIfItFailed() {
    Instant at = Instant.EPOCH;
    assertThatThrownBy(
            () -> new Delivery(Rung.day(1), Delivery.State.FAILED, 1, at, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new Delivery(
                    Rung.day(1), Delivery.State.DELIVERED, 1, at, Optional.of(ErrorCode.TIMEOUT)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anOutcomeHasATimeToTryAgainIfItIsPending() {
    assertThatThrownBy(
            () ->
                new RotationOutcome(
                    "erp",
                    RotationOutcome.Kind.PENDING,
                    RotationState.RECEIVED,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    Optional.empty(),
                    Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anIdleApplicationHasNoJournal() {
    Fingerprint fingerprint = EngineRun.FIRST;
    Instant at = Instant.EPOCH;
    Expiry expiry = Expiry.ofIssue(at, Duration.ofDays(180), Provenance.DECLARED);
    assertThatThrownBy(
            () ->
                new RotationJournal(
                    "R-2345",
                    RotationState.IDLE,
                    fingerprint,
                    fingerprint,
                    at,
                    expiry,
                    at,
                    Trials.NONE,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void foldedDeliveriesAreCounted() {
    Instant at = Instant.EPOCH;
    Delivery begun = Delivery.planned(Rung.day(1), at).attempted(at);
    NotifierLog log =
        NotifierLog.EMPTY
            .with(begun)
            .with(Delivery.planned(Rung.day(2), at))
            .with(Delivery.superseded(Rung.day(3), at))
            .with(Delivery.planned(Rung.day(4), at).attempted(at).delivered(at))
            .with(Delivery.planned(Rung.day(5), at).attempted(at).failed(ErrorCode.TIMEOUT, at));

    assertThat(log.broken()).isFalse();
    assertThat(NotifierLog.EMPTY.broken()).isFalse();
    assertThat(log.foldAllOfSecret())
        .isEqualTo(new NotifierLog(1, 3, 1, Optional.of(at), List.of()));
  }
}
