// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.HalfturnException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoundedCacheTest {

  private static CacheBed bed(int max) {
    return new CacheBed(settings -> settings.maxEntries(max));
  }

  @Test
  void moreSellersThanPlacesWorkAndLeave() {
    try (CacheBed bed = bed(100)) {
      for (int i = 0; i < 1000; i++) {
        bed.get("seller-" + i);
        bed.time.pass(Duration.ofMillis(1));
        assertThat(bed.tokens.size()).isLessThanOrEqualTo(100);
      }
      assertThat(bed.amazon.calls()).isEqualTo(1000);
      int calls = bed.amazon.calls();
      for (int i = 999; i >= 950; i--) {
        bed.get("seller-" + i);
      }
      assertThat(bed.amazon.calls()).as("the newest are still there").isEqualTo(calls);
      bed.get("seller-0");
      assertThat(bed.amazon.calls()).isEqualTo(calls + 1);
    }
  }

  @Test
  void aSourceSomebodyHoldsSurvivesItsEviction() {
    try (CacheBed bed = bed(4)) {
      TokenSource held = bed.tokens.forSeller("erp", "held");
      AccessToken first = held.get();
      for (int i = 0; i < 10; i++) {
        bed.time.pass(Duration.ofMillis(1));
        bed.get("seller-" + i);
      }
      bed.time.pass(Duration.ofMillis(1));
      AccessToken second = held.get();
      assertThat(second).isNotEqualTo(first);
      assertThat(bed.tokens.forSeller("erp", "held")).isSameAs(held);
      bed.tokens.forget("erp");
      assertThat(held.get()).as("is reached by forgetting").isNotEqualTo(second);
    }
  }

  @Test
  void twoSourcesOfOneSellerShareOneToken() {
    try (CacheBed bed = bed(4)) {
      TokenSource held = bed.tokens.forSeller("erp", "held");
      held.get();
      for (int i = 0; i < 10; i++) {
        bed.time.pass(Duration.ofMillis(1));
        bed.get("seller-" + i);
      }
      bed.time.pass(Duration.ofMillis(1));
      TokenSource another = bed.tokens.forSeller("erp", "held");
      assertThat(another).isNotSameAs(held);
      AccessToken token = another.get();
      int calls = bed.amazon.calls();
      assertThat(held.get()).isSameAs(token);
      assertThat(bed.amazon.calls()).isEqualTo(calls);
    }
  }

  @Test
  void scopesCountAndLeaveToo() {
    try (CacheBed bed = bed(4)) {
      List<TokenSource> sources = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        TokenSource source = bed.tokens.forScopes("erp", Set.of("scope-" + i));
        source.get();
        sources.add(source);
        bed.time.pass(Duration.ofMillis(1));
      }
      assertThat(bed.tokens.size()).isEqualTo(4);
      int calls = bed.amazon.calls();
      sources.get(9).get();
      assertThat(bed.amazon.calls()).isEqualTo(calls);
      sources.get(0).get();
      assertThat(bed.amazon.calls()).isEqualTo(calls + 1);
    }
  }

  @Test
  void oneplaceIsEnough() {
    try (CacheBed bed = bed(1)) {
      for (int i = 0; i < 10; i++) {
        assertThat(bed.get("seller-" + i)).isNotNull();
        bed.time.pass(Duration.ofMillis(1));
      }
      assertThat(bed.tokens.size()).isEqualTo(1);
    }
  }

  @Test
  void manyThreadsInASmallCacheGetWhatTheyAskFor() throws Exception {
    try (CacheBed bed = bed(50)) {
      AtomicInteger next = new AtomicInteger();
      List<Object> all =
          CacheBed.together(
              32,
              () -> {
                for (int i = 0; i < 500; i++) {
                  bed.time.pass(Duration.ofMillis(1));
                  bed.get("seller-" + next.incrementAndGet() % 200);
                }
                return "done";
              });
      assertThat(all).containsOnly("done");
      // more than its size only by those that were being fetched
      assertThat(bed.tokens.size()).isBetween(1, 50 + 32);
    }
  }

  @Test
  void noPlaceAtAllIsRefused() {
    assertThatThrownBy(() -> bed(0)).isInstanceOf(HalfturnException.class);
  }
}
