// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AmazonOutageTest {

  private final CacheBed bed = new CacheBed();

  @AfterEach
  void close() {
    bed.close();
  }

  private void amazonIsDown() {
    bed.amazon.before =
        () -> {
          throw Fakes.unavailable();
        };
  }

  private void amazonIsUp() {
    bed.amazon.before = () -> {};
  }

  @Test
  void anHourWithoutAmazonIsBridgedAndEndsWithinAMinute() {
    bed.get("acme");
    amazonIsDown();
    int served = 0;
    for (int second = 0; second < 3600; second++) {
      bed.time.pass(Duration.ofSeconds(1));
      served += isServed() ? 1 : 0;
      bed.runBackground();
    }
    assertThat(served).isBetween(3580, 3600);
    assertThat(bed.amazon.calls()).isBetween(2, 25);

    amazonIsUp();
    int seconds = 0;
    for (boolean back = false; !back; seconds++) {
      bed.time.pass(Duration.ofSeconds(1));
      back = isServed();
    }
    assertThat(seconds).isLessThan(60);
  }

  private boolean isServed() {
    try {
      return bed.get("acme") != null;
    } catch (TokenException e) {
      assertThat(e.reason()).isEqualTo("AMAZON_UNAVAILABLE");
      return false;
    }
  }

  @Test
  void thousandsOfSellersDoNotStormAnAmazonThatIsDown() {
    amazonIsDown();
    for (int second = 0; second < 600; second++) {
      for (int i = 0; i < 100; i++) {
        assertThat(bed.failure("seller-" + i).reason()).isEqualTo("AMAZON_UNAVAILABLE");
      }
      bed.time.pass(Duration.ofSeconds(1));
    }
    assertThat(bed.amazon.calls()).isBetween(5, 60);

    amazonIsUp();
    bed.time.pass(Duration.ofSeconds(60));
    for (int i = 0; i < 100; i++) {
      assertThat(bed.get("seller-" + i)).isNotNull();
    }
  }

  @Test
  void aRefusalIsAnAnswerAndEndsThePause() {
    amazonIsDown();
    for (int i = 0; i < Breaker.THRESHOLD - 1; i++) {
      bed.failure("seller-" + i);
    }
    amazonIsUp();
    bed.amazon.revoked.add("Atzr|erp/bad");
    bed.failure("bad");
    amazonIsDown();
    bed.failure("one-more");
    amazonIsUp();
    assertThat(bed.get("acme")).isNotNull();
  }

  @Test
  void oneSellerAmazonFailsForDoesNotStopTheOthers() {
    for (int i = 0; i < 20; i++) {
      amazonIsDown();
      bed.failure("odd");
      amazonIsUp();
      assertThat(bed.get("seller-" + i)).isNotNull();
      bed.time.pass(Duration.ofSeconds(30));
    }
  }

  @Test
  void whenThePauseIsOverOneTriesForAll() {
    amazonIsDown();
    for (int i = 0; i < Breaker.THRESHOLD; i++) {
      bed.failure("seller-" + i);
    }
    int calls = bed.amazon.calls();
    bed.failure("fresh-1");
    assertThat(bed.amazon.calls()).isEqualTo(calls);

    bed.time.pass(Duration.ofSeconds(1));
    bed.amazon.before =
        () -> {
          bed.amazon.before =
              () -> {
                throw new AssertionError("a second one tries");
              };
          assertThat(bed.failure("fresh-2").reason()).isEqualTo("AMAZON_UNAVAILABLE");
          amazonIsUp();
        };
    assertThat(bed.get("fresh-3")).isNotNull();
    assertThat(bed.get("fresh-4")).isNotNull();
  }

  @Test
  void aFaultThatNeverReachedAmazonLetsTheNextOneTry() {
    amazonIsDown();
    for (int i = 0; i < Breaker.THRESHOLD; i++) {
      bed.failure("seller-" + i);
    }
    bed.time.pass(Duration.ofSeconds(1));
    bed.amazon.before =
        () -> {
          throw new TokenException(
              dev.halfturn.spi.Problem.of(
                  dev.halfturn.spi.ErrorCode.INVALID_ARGUMENT, "REQUEST_INVALID", "blanks"),
              Fault.REQUEST,
              TokenException.Answer.NONE);
        };
    bed.failure("odd");
    amazonIsUp();
    assertThat(bed.get("fresh")).isNotNull();
  }

  @Test
  void theWaitAmazonAsksForIsKeptByTheCache() {
    bed.amazon.before =
        () -> {
          throw Fakes.throttled(Optional.of(Duration.ofSeconds(90)));
        };
    assertThat(bed.failure("acme").reason()).isEqualTo("AMAZON_THROTTLED");
    bed.amazon.before = () -> {};
    bed.time.pass(Duration.ofSeconds(89));
    assertThat(bed.failure("acme").reason()).isEqualTo("AMAZON_THROTTLED");
    bed.time.pass(Duration.ofSeconds(1));
    assertThat(bed.get("acme")).isNotNull();
  }
}
