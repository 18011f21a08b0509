// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.HalfturnException;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallTokenTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");

  @Test
  void theScopesAreSpeltAsAmazonDoes() {
    assertThat(Scopes.NOTIFICATIONS).isEqualTo("sellingpartnerapi::notifications");
    assertThat(Scopes.CLIENT_CREDENTIAL_ROTATION)
        .isEqualTo("sellingpartnerapi::client_credential:rotation");
  }

  @Test
  void scopesAreSortedAndChecked() {
    Grant.ClientCredentials grant = Grant.ClientCredentials.of(Set.of("b", "a"));
    assertThat(grant.scopes()).containsExactly("a", "b");
    assertThatThrownBy(() -> Grant.ClientCredentials.of(Set.of()))
        .isInstanceOf(HalfturnException.class);
    assertThatThrownBy(() -> Grant.ClientCredentials.of(Set.of("a b")))
        .isInstanceOf(HalfturnException.class);
  }

  @Test
  void anAccessTokenShowsItselfOnRequestOnly() throws Exception {
    AccessToken token = new AccessToken("Atza|t", NOW);
    assertThat(token.reveal()).isEqualTo("Atza|t");
    assertThat(token.expiresAt()).isEqualTo(NOW);
    assertThat(token).hasToString("AccessToken[REDACTED, expires 2026-03-01T12:00:00.123Z]");
    assertThat(token)
        .isEqualTo(new AccessToken("Atza|t", Instant.EPOCH))
        .hasSameHashCodeAs(new AccessToken("Atza|x", NOW))
        .isNotEqualTo(new AccessToken("Atza|x", NOW))
        .isNotEqualTo("Atza|t");
    try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
      assertThatThrownBy(() -> out.writeObject(token)).isInstanceOf(NotSerializableException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\r\nb", "é", "a\u007f"})
  void whatCouldForgeAHeaderIsNoToken(String text) {
    assertThatThrownBy(() -> new AccessToken(text, NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an access token is printable ASCII without blanks");
  }

  @Property
  void tokensAreRefreshedFiveMinutesAheadButNotInTheirFirstHalf(
      @ForAll @LongRange(min = 60, max = 3600) long life, @ForAll long start, @ForAll long seed) {
    AccessToken token = new AccessToken("t", NOW.plusSeconds(life));
    Held held = Held.of(token, NOW, start, new Random(seed));

    long margin = start + Duration.ofSeconds(life).toNanos() - held.refreshAt();
    assertThat(Duration.ofNanos(margin))
        .isLessThanOrEqualTo(Duration.ofSeconds(330))
        .isLessThanOrEqualTo(Duration.ofSeconds(life).dividedBy(2))
        .isGreaterThanOrEqualTo(
            Duration.ofSeconds(Math.min(270, life / 2)).minus(Duration.ofSeconds(1)));
    assertThat(held.isFresh(start)).isTrue();
    assertThat(held.isFresh(held.refreshAt() - 1)).isTrue();
    assertThat(held.isFresh(held.refreshAt())).isFalse();
    assertThat(held.isUseful(held.refreshAt())).isTrue();
    assertThat(held.isUseful(start + Duration.ofSeconds(life).minusSeconds(6).toNanos())).isTrue();
    assertThat(held.isUseful(start + Duration.ofSeconds(life).toNanos())).isFalse();
  }

  @Test
  void marginsDiffer() {
    Random random = new Random(1);
    AccessToken token = new AccessToken("t", NOW.plusSeconds(3600));
    assertThat(
            java.util.stream.Stream.generate(() -> Held.of(token, NOW, 0, random).refreshAt())
                .limit(100)
                .distinct()
                .count())
        .isGreaterThan(90);
  }

  @Test
  void aCalendarSetMeanwhileMakesNoTokenLiveForEver() {
    AccessToken token = new AccessToken("t", NOW.plus(Duration.ofDays(400)));
    assertThat(Held.of(token, NOW, 0, new Random(1)).isUseful(Duration.ofHours(2).toNanos()))
        .isFalse();
  }

  @Property
  void pausesGrowFromOneSecondToFiveMinutes(
      @ForAll @IntRange(min = 1, max = 40) int repetitions, @ForAll long seed) {
    HalfturnException failure = Fakes.refused("invalid_grant");
    Remembered last = null;
    for (int i = 0; i < repetitions; i++) {
      last = Remembered.after(last, failure, 0, new Random(seed + i));
    }
    double full = Math.min(300, Math.pow(2, repetitions - 1));
    assertThat(last.until() / 1e9).isBetween(0.8 * full - 0.001, full);
    assertThat(last.isDue(last.until() - 1)).isFalse();
    assertThat(last.isDue(last.until())).isTrue();
  }

  @Test
  void pausesForAmazonsFailuresEndWithinHalfAMinute() {
    for (HalfturnException failure :
        new HalfturnException[] {Fakes.unavailable(), Fakes.storeAway()}) {
      Remembered last = null;
      for (int i = 0; i < 20; i++) {
        last = Remembered.after(last, failure, 0, new Random(i));
      }
      assertThat(Duration.ofNanos(last.until()))
          .isBetween(Duration.ofSeconds(24), Duration.ofSeconds(30));
    }
  }

  @Test
  void aPauseIsAsLongAsAmazonAsksButNotForEver() {
    assertThat(
            Remembered.after(
                    null, Fakes.throttled(Optional.of(Duration.ofSeconds(90))), 0, new Random(1))
                .until())
        .isEqualTo(Duration.ofSeconds(90).toNanos());
    assertThat(
            Remembered.after(
                    null, Fakes.throttled(Optional.of(Duration.ofDays(9))), 0, new Random(1))
                .until())
        .isEqualTo(Duration.ofMinutes(5).toNanos());
  }

  @Property
  void triesArePausedAtRandomFromHalfASecondToEight(
      @ForAll @IntRange(min = 1, max = 2) int tries, @ForAll long seed) {
    Duration drawn = new RetryDelays(new Random(seed)).after(tries, Optional.empty());
    assertThat(drawn).isBetween(Duration.ofMillis(500), Duration.ofSeconds(tries == 1 ? 2 : 8));
  }

  @Test
  void aTryWaitsAsLongAsAmazonAsks() {
    RetryDelays delays = new RetryDelays(new Random(1));
    assertThat(delays.after(1, Optional.of(Duration.ofSeconds(7))))
        .isEqualTo(Duration.ofSeconds(7));
    assertThat(delays.after(1, Optional.of(Duration.ZERO))).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Atzr|abc",
        "x=atza%7Cabc",
        "Atz.sprdt|abc",
        "amzn1.oa2-cs.v1.00ff",
        "0123456789abcdef0123456789abcdef0",
        "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Cg==",
        "QXR6cnxj",
        "7",
        "canary|K7w+Zp/9Qx=Rd3vLt8-x",
        "abcdefghijklmnopqrstuvwxyzabcdefg",
        "\u0430",
      })
  void wordsThatCouldBeSecretsAreLeftOut(String word) {
    if (!word.equals("7")) {
      assertThat(RemoteText.sentence("you sent " + word + ", friend"))
          .contains("you sent [...] friend");
    }
    assertThat(RemoteText.name(word)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The request has an invalid grant parameter : refresh_token",
        "Client authentication failed",
        "The request is missing a required parameter: client_id.",
        "The authorization grant (code/refresh_token) isn't valid, or expired; try HTTP 400!",
      })
  void sentencesOfAmazonPass(String sentence) {
    assertThat(RemoteText.sentence("  " + sentence + "\n")).contains(sentence);
  }

  @Test
  void namesAreShortAndPlain() {
    assertThat(RemoteText.sentence("  ")).isEmpty();
    assertThat(RemoteText.sentence(7)).isEmpty();
    assertThat(RemoteText.sentence("word ".repeat(999)))
        .hasValueSatisfying(text -> assertThat(text).hasSizeBetween(200, 240));
    assertThat(RemoteText.name("invalid_grant")).contains("invalid_grant");
    assertThat(RemoteText.name("a b")).isEmpty();
    assertThat(RemoteText.name(null)).isEmpty();
    assertThat(RemoteText.requestId("0b8c2d5e-11f0-4a8e-9d5a-111122223333")).isPresent();
    assertThat(RemoteText.requestId("1.2:A_b-c")).isPresent();
    assertThat(RemoteText.requestId("a|b")).isEmpty();
    assertThat(RemoteText.requestId("x".repeat(33))).isEmpty();
  }
}
