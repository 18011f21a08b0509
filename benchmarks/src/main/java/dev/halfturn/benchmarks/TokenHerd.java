// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import dev.halfturn.token.TokenSource;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Many threads on one missing token, and many sellers without any. */
final class TokenHerd {

  private TokenHerd() {}

  /** All threads ask for the same missing token at once. */
  static void oneToken(int threads, Duration latency, PrintStream out)
      throws InterruptedException, ExecutionException {
    try (SampleTokens sample = new SampleTokens(1, latency)) {
      TokenSource source = sample.source(0);
      CountDownLatch start = new CountDownLatch(1);
      long elapsed =
          inThreads(
              threads,
              start,
              () -> {
                start.await();
                return source.get();
              });
      out.printf(
          Locale.ROOT,
          "%d threads, one missing token, %d ms a call: %d exchange(s), last served after %.0f ms%n",
          threads,
          latency.toMillis(),
          sample.exchanges(),
          elapsed / 1e6);
    }
  }

  /** Each of many sellers' tokens once, at most so many exchanges at a time. */
  static void manySellers(int sellers, int threads, Duration latency, PrintStream out)
      throws InterruptedException, ExecutionException {
    try (SampleTokens sample = new SampleTokens(sellers, latency)) {
      AtomicInteger next = new AtomicInteger();
      CountDownLatch start = new CountDownLatch(1);
      long elapsed =
          inThreads(
              threads,
              start,
              () -> {
                start.await();
                for (int i = next.getAndIncrement(); i < sellers; i = next.getAndIncrement()) {
                  sample.source(i).get();
                }
                return null;
              });
      double floor = (double) sellers / threads * latency.toNanos();
      out.printf(
          Locale.ROOT,
          "%d sellers, %d at a time, %d ms a call: %d exchanges, %.2f s, %.2f x the floor of %.2f s%n",
          sellers,
          threads,
          latency.toMillis(),
          sample.exchanges(),
          elapsed / 1e9,
          elapsed / floor,
          floor / 1e9);
    }
  }

  private static <T> long inThreads(int threads, CountDownLatch start, Callable<T> work)
      throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<T>> results = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        results.add(pool.submit(work));
      }
      long begin = System.nanoTime();
      start.countDown();
      for (Future<T> result : results) {
        result.get();
      }
      return System.nanoTime() - begin;
    } finally {
      pool.shutdownNow();
    }
  }
}
