// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import javax.net.ssl.SSLContext;

/** Many sellers without any token, as at a start or after an hour in which nobody asked. */
final class ManySellers {

  static final String LIMIT = "sellers / threads x 50 ms";

  private static final Duration LATENCY = Duration.ofMillis(50);

  private final SSLContext tls;
  private final int sellers;
  private final Report report;

  ManySellers(SSLContext tls, int sellers, Report report) {
    this.tls = tls;
    this.sellers = sellers;
    this.report = report;
  }

  /**
   * Each seller's token once.
   *
   * @param threads how many exchanges at a time
   * @param when what the table calls the state the JVM is in
   * @param most how many times the limit it may take
   */
  void ours(int threads, String when, double most) throws InterruptedException, ExecutionException {
    try (SampleTokens sample = new SampleTokens(tls, sellers, LATENCY)) {
      long elapsed = each(threads, i -> sample.source(i).get());
      String what = what(threads, when);
      report.most(what + "exchanges", (double) sample.exchanges(), "", sellers);
      report.most(what + "connections", sample.connections(), "", threads);
      report.ratio(what + "all served", LIMIT, floor(threads), elapsed / 1e6, "ms", most);
    }
  }

  /** The same in the cache of Google's library, for comparison. */
  void google(int threads, String when) throws InterruptedException, ExecutionException {
    try (SampleTokens sample = new SampleTokens(tls, sellers, LATENCY)) {
      List<GoogleTokens> cache = new ArrayList<>();
      for (int i = 0; i < sellers; i++) {
        cache.add(new GoogleTokens(sample, i));
      }
      long elapsed = each(threads, i -> cache.get(i).token());
      report.peer(
          what(threads, when) + "google-auth-library over the same exchange",
          LIMIT,
          floor(threads),
          elapsed / 1e6,
          "ms");
    }
  }

  /** Twice, by a cache that has room for a tenth of them: each ask must be answered. */
  void inASmallCache(int threads) throws InterruptedException, ExecutionException {
    int room = sellers / 10;
    try (SampleTokens sample =
        new SampleTokens(
            tls, sellers, Duration.ZERO, Duration.ofHours(1), cache -> cache.maxEntries(room))) {
      AtomicInteger failed = new AtomicInteger();
      for (int round = 0; round < 2; round++) {
        each(
            threads,
            i -> {
              try {
                sample.source(i).get();
              } catch (RuntimeException e) {
                failed.incrementAndGet();
              }
            });
      }
      report.most(
          sellers + " sellers twice, room for " + room + " in the cache: failures",
          failed.get(),
          "",
          0);
    }
  }

  private long each(int threads, IntConsumer work) throws InterruptedException, ExecutionException {
    AtomicInteger next = new AtomicInteger();
    return Threads.run(
        threads,
        () -> {
          for (int i = next.getAndIncrement(); i < sellers; i = next.getAndIncrement()) {
            work.accept(i);
          }
          return true;
        });
  }

  private String what(int threads, String when) {
    return sellers + " sellers, " + threads + " at a time, " + when + ": ";
  }

  private double floor(int threads) {
    return (double) sellers / threads * LATENCY.toMillis();
  }
}
