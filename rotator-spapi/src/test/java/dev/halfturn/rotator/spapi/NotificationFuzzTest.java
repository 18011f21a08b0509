// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.IssuerMessage.Content;
import dev.halfturn.spi.IssuerMessage.NewSecret;
import dev.halfturn.spi.IssuerMessage.Unreadable;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.Canaries;
import dev.halfturn.testkit.LeakDetector;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Notifications damaged at random: none makes the reader fail, none shows a secret, and a secret
 * that is read is never half of the one that was sent without being called so.
 */
class NotificationFuzzTest {

  private static final Notification.Otherwise OTHERWISE =
      new Notification.Otherwise("delivery-1", Instant.parse("2026-01-10T22:09:19Z"));

  private static final String[] PIECES = {
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "null",
    "1e999999999",
    "-",
    "\u0000",
    "\ud800",
    "é",
    "\"payload\":",
    "\"Message\":\"{}\",",
    "\"notificationType\":\"X\",",
    "\r\n",
    "\\u0000"
  };

  @Test
  void noDamageMakesItFailOrTell() {
    long seed = Long.getLong("halfturn.fuzz.seed", 20_260_110L);
    int rounds = Integer.getInteger("halfturn.fuzz.mutations", 50_000) / 5;
    Random random = new Random(seed);
    LeakDetector detector = Canaries.detector();
    String whole =
        Texts.of(
            new NewSecret(
                "00000000-0000-0000-0000-000000000004",
                "amzn1.application-oa2-client.0123456789abcdef0123456789abcdef",
                SecretValue.ofUtf8(Canaries.CLIENT_SECRET),
                Instant.parse("2026-01-10T22:09:17.456Z"),
                Optional.of(Instant.parse("2026-07-09T22:09:17.198Z")),
                Optional.of(Instant.parse("2026-01-17T22:09:17.180Z"))));
    String wrapped = Texts.inSnsEnvelope(whole);
    int unreadable = 0;
    for (int round = 0; round < rounds; round++) {
      String text = damaged(random.nextBoolean() ? whole : wrapped, random);
      Content content = Notification.read(text, OTHERWISE);
      unreadable += content instanceof Unreadable ? 1 : 0;
      assertThat(detector.scan(content.toString())).as("seed %d, round %d", seed, round).isEmpty();
    }
    assertThat(unreadable).as("of %d", rounds).isBetween(rounds / 20, rounds - rounds / 20);
  }

  private static String damaged(String text, Random random) {
    StringBuilder damaged = new StringBuilder(text);
    for (int times = 1 + random.nextInt(3); times > 0 && damaged.length() > 0; times--) {
      int at = random.nextInt(damaged.length());
      switch (random.nextInt(5)) {
        case 0 -> damaged.setCharAt(at, (char) random.nextInt(0x250));
        case 1 -> damaged.delete(at, Math.min(damaged.length(), at + 1 + random.nextInt(20)));
        case 2 -> damaged.insert(at, PIECES[random.nextInt(PIECES.length)]);
        case 3 -> damaged.insert(at, damaged.substring(at, Math.min(damaged.length(), at + 30)));
        default -> damaged.setLength(at);
      }
    }
    return damaged.toString();
  }
}
