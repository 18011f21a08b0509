// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import dev.halfturn.token.AccessToken;
import dev.halfturn.token.TokenSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** Many threads on one missing token, and many sellers without any. */
final class TokenHerd {

  private TokenHerd() {}

  /** All threads ask for the same missing token at once. */
  static void oneToken(SSLContext tls, int threads, Duration latency, int rounds, Report report)
      throws InterruptedException, ExecutionException {
    Pair times = new Pair(rounds);
    long exchanges = 0;
    for (int i = -1; i < rounds; i++) {
      long theirs;
      try (SampleTokens sample = new SampleTokens(tls, 1, latency)) {
        // the least: one exchange, and all others wait for it
        FutureTask<AccessToken> flight = new FutureTask<>(() -> sample.exchange(0));
        theirs =
            inThreads(
                threads,
                () -> {
                  flight.run();
                  return flight.get();
                });
      }
      try (SampleTokens sample = new SampleTokens(tls, 1, latency)) {
        TokenSource source = sample.source(0);
        long ours = inThreads(threads, source::get);
        exchanges = Math.max(exchanges, sample.exchanges());
        if (i >= 0) {
          times.add(theirs, ours);
        }
      }
    }
    String what =
        threads + " threads, one missing token, " + latency.toMillis() + " ms an exchange: ";
    report.most(what + "exchanges", (double) exchanges, "", 1);
    report.ratio(
        what + "last one served",
        "one future around the exchange",
        times.theirMillis(),
        times.ourMillis(),
        "ms",
        1.10);
  }

  /** Each of many sellers' tokens once, at most so many exchanges at a time. */
  static void manySellers(
      SSLContext tls,
      int sellers,
      int threads,
      Duration latency,
      String when,
      double most,
      Report report)
      throws InterruptedException, ExecutionException {
    try (SampleTokens sample = new SampleTokens(tls, sellers, latency)) {
      AtomicInteger next = new AtomicInteger();
      long elapsed =
          inThreads(
              threads,
              () -> {
                for (int i = next.getAndIncrement(); i < sellers; i = next.getAndIncrement()) {
                  sample.source(i).get();
                }
                return true;
              });
      String what = sellers + " sellers, " + threads + " at a time, " + when + ": ";
      report.most(what + "exchanges", (double) sample.exchanges(), "", sellers);
      report.ratio(
          what + "all served",
          "sellers / threads x " + latency.toMillis() + " ms",
          (double) sellers / threads * latency.toMillis(),
          elapsed / 1e6,
          "ms",
          most);
    }
  }

  private static <T> long inThreads(int threads, Callable<T> work)
      throws InterruptedException, ExecutionException {
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<T>> results = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        results.add(
            pool.submit(
                () -> {
                  start.await();
                  return work.call();
                }));
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
