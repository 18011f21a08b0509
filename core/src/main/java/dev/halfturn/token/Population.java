// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Keeps the cache within its size. When it is full, those tokens leave that were exchanged longest
 * ago: either nobody has asked for them since, or they are the next to be exchanged anyway, so what
 * is lost is the least. Nothing needs to be written when a token is read.
 *
 * <p>They leave a sixteenth at a time, so that looking through all of them is rare.
 */
final class Population {

  private final int max;
  private final Supplier<Stream<CachedToken>> tokens;
  private final AtomicInteger count = new AtomicInteger();
  private final ReentrantLock clearing = new ReentrantLock();

  Population(int max, Supplier<Stream<CachedToken>> tokens) {
    this.max = max;
    this.tokens = tokens;
  }

  int count() {
    return count.get();
  }

  void left() {
    count.decrementAndGet();
  }

  void joined() {
    count.incrementAndGet();
    // looks again after clearing: who joined meanwhile left it to the one who held the lock
    boolean cleared = true;
    while (cleared && count.get() > max && clearing.tryLock()) {
      try {
        cleared = makeRoom(count.get() - max + max / 16);
      } finally {
        clearing.unlock();
      }
    }
  }

  /** Whether any token could leave. */
  private boolean makeRoom(int places) {
    record Leaving(CachedToken token, long exchangedAt) {}
    // sorted by a copy of the time, which may change meanwhile; by difference, since it may
    // overflow
    long left =
        tokens
            .get()
            .filter(token -> !token.isBusy() && !token.isIrreplaceable())
            .map(token -> new Leaving(token, token.exchangedAt()))
            .sorted(Comparator.comparing(Leaving::exchangedAt, (a, b) -> Long.signum(a - b)))
            .limit(places)
            .filter(leaving -> leaving.token().app.evict(leaving.token()))
            .count();
    return left > 0;
  }
}
