// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Whoever shows a wrong token five times within a minute is not heard until the minute is over.
 * Remembers a limited number of peers, those last seen. Thread-safe.
 */
final class Lockout {

  private static final int FAILURES = 5;
  private static final long WINDOW = Duration.ofMinutes(1).toNanos();
  private static final int PEERS = 1000;

  private final LongSupplier nanoTime;
  private final Map<String, Deque<Long>> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Long>> eldest) {
          return size() > PEERS;
        }
      };

  Lockout(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Whether this one is to be sent away whatever it shows. */
  synchronized boolean isOut(String peer) {
    Deque<Long> recent = failures.get(peer);
    if (recent == null) {
      return false;
    }
    long now = nanoTime.getAsLong();
    recent.removeIf(at -> now - at >= WINDOW);
    return recent.size() >= FAILURES;
  }

  /** It has shown a wrong token. */
  synchronized void failed(String peer) {
    failures.computeIfAbsent(peer, any -> new ArrayDeque<>()).add(nanoTime.getAsLong());
  }
}
