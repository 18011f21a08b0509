// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import java.util.Arrays;

/** Times of two things done in turn: the limit or peer, and ours. */
final class Pair {

  private final long[] theirs;
  private final long[] ours;
  private int count;

  Pair(int rounds) {
    theirs = new long[rounds];
    ours = new long[rounds];
  }

  void add(long theirNanos, long ourNanos) {
    theirs[count] = theirNanos;
    ours[count++] = ourNanos;
  }

  double theirMillis() {
    return median(theirs) / 1e6;
  }

  double ourMillis() {
    return median(ours) / 1e6;
  }

  private long median(long[] nanos) {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[count / 2];
  }
}
