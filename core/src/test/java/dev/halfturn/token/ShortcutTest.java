// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Sources by name are the same ones each time, and nobody else's. */
class ShortcutTest {

  private static TokenSource source(AccessTokens tokens, String app, String seller) {
    // texts of their own, as callers have them
    return tokens.forSeller(copy(app), copy(seller));
  }

  private static String copy(String text) {
    return String.valueOf(text.toCharArray());
  }

  @Test
  void manySellersOfSeveralApplicationsAreKeptApart() {
    try (CacheBed bed = new CacheBed()) {
      Map<String, TokenSource> sources = new HashMap<>();
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 3_000; i++) {
          for (String app : List.of("erp", "shop", "ship")) {
            TokenSource source = source(bed.tokens, app, "seller-" + i);
            assertThat(source).hasToString("TokenSource[" + app + "/seller-" + i + "]");
            TokenSource before = sources.putIfAbsent(app + "/seller-" + i, source);
            assertThat(before == null || before == source).isTrue();
          }
        }
      }
    }
  }

  @Test
  void namesWithTheSameHashCodeAreKeptApart() {
    // by a table that is full of them, and of pairs of names that add up to the same
    List<String> names = List.of("AaAa", "AaBB", "BBAa", "BBBB", "Aa", "BB", "a", "ab", "b");
    try (CacheBed bed = new CacheBed()) {
      for (int round = 0; round < 2; round++) {
        for (String app : names) {
          for (String seller : names) {
            assertThat(source(bed.tokens, app, seller))
                .hasToString("TokenSource[" + app + "/" + seller + "]");
          }
        }
      }
    }
  }

  @Test
  void whoHasLeftComesBackByAsking() {
    try (CacheBed bed = new CacheBed(builder -> builder.maxEntries(10))) {
      TokenSource first = source(bed.tokens, "erp", "seller-0");
      AccessToken token = first.get();
      for (int i = 1; i < 100; i++) {
        source(bed.tokens, "erp", "seller-" + i).get();
      }

      TokenSource again = source(bed.tokens, "erp", "seller-0");

      assertThat(again.get()).isNotEqualTo(token);
      assertThat(first.get()).isEqualTo(again.get());
      assertThat(source(bed.tokens, "erp", "seller-0")).isSameAs(again);
    }
  }

  @Test
  void threadsThatMakeRoomForOneAnotherFindTheirOwn() throws Exception {
    AtomicInteger next = new AtomicInteger();
    try (CacheBed bed = new CacheBed(builder -> builder.maxEntries(50))) {
      List<Object> failures =
          CacheBed.together(
              8,
              () -> {
                for (int i = 0; i < 2_000; i++) {
                  String seller = "seller-" + next.getAndIncrement() % 200;
                  TokenSource source = source(bed.tokens, "erp", seller);
                  if (!source.toString().equals("TokenSource[erp/" + seller + "]")) {
                    return source;
                  }
                  source.get();
                }
                return "none";
              });
      assertThat(failures).containsOnly("none");
      assertThat(bed.tokens.size()).isLessThanOrEqualTo(50 + 8);
    }
  }
}
