// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DueHeapTest {

  private final DueHeap heap = new DueHeap();

  /** What it should be: a map that is searched from one end to the other. */
  private final Map<String, Long> model = new HashMap<>();

  @Test
  void anEmptyOneIsDueNeverAndHasNoFirst() {
    assertThat(heap.size()).isZero();
    assertThat(heap.soonest()).isEqualTo(DueHeap.NEVER);
    assertThatIllegalStateException().isThrownBy(heap::first);
    heap.remove("unknown");
    assertThat(heap.contains("unknown")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 40, 700})
  void anyOrderOfChangesLeavesItAsASimpleMapWouldBe(int names) {
    Random random = new Random(names);
    for (int step = 0; step < 20_000; step++) {
      change("app-" + random.nextInt(names), random);
      assertThat(heap.size()).isEqualTo(model.size());
      assertThat(heap.soonest()).isEqualTo(soonest());
      if (!model.isEmpty()) {
        assertThat(model).containsEntry(heap.first(), heap.soonest());
      }
    }
    assertThat(heap.after(500)).containsExactlyInAnyOrderElementsOf(modelAfter(500));
    drain();
  }

  @Test
  void namesOfOneHashAreKeptApart() {
    Random random = new Random(7);
    for (int step = 0; step < 20_000; step++) {
      change(sameHash(random.nextInt(32)), random);
      assertThat(heap.soonest()).isEqualTo(soonest());
    }
    assertThat(heap.after(Long.MIN_VALUE)).containsExactlyInAnyOrderElementsOf(model.keySet());
    drain();
  }

  private void change(String name, Random random) {
    assertThat(heap.contains(name)).isEqualTo(model.containsKey(name));
    if (random.nextInt(3) == 0) {
      heap.remove(name);
      model.remove(name);
    } else {
      long moment = random.nextInt(1_000);
      heap.put(name, moment);
      model.put(name, moment);
    }
    assertThat(heap.contains(name)).isEqualTo(model.containsKey(name));
  }

  private void drain() {
    while (!model.isEmpty()) {
      assertThat(heap.soonest()).isEqualTo(soonest());
      assertThat(model.remove(heap.first())).isEqualTo(heap.soonest());
      heap.remove(heap.first());
    }
    assertThat(heap.soonest()).isEqualTo(DueHeap.NEVER);
  }

  private long soonest() {
    return model.values().stream().mapToLong(Long::longValue).min().orElse(DueHeap.NEVER);
  }

  private List<String> modelAfter(long moment) {
    List<String> names = new ArrayList<>();
    model.forEach(
        (name, due) -> {
          if (due > moment) {
            names.add(name);
          }
        });
    return names;
  }

  /** "Aa" and "BB" have one hash code, and so have any five of them in a row. */
  private static String sameHash(int index) {
    StringBuilder name = new StringBuilder();
    for (int bit = 0; bit < 5; bit++) {
      name.append((index >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return name.toString();
  }
}
