// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** Times of one thing done several times. */
final class Durations {

  private final long[] nanos;
  private int count;

  Durations(int rounds) {
    nanos = new long[rounds];
  }

  void add(long elapsedNanos) {
    nanos[count++] = elapsedNanos;
  }

  double medianMillis() {
    return percentileMillis(50);
  }

  double percentileMillis(int percent) {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[Math.min(count - 1, count * percent / 100)] / 1e6;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "median %8.3f ms   p95 %8.3f ms", medianMillis(), percentileMillis(95));
  }
}
