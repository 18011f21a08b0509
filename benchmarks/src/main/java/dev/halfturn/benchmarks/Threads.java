// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many threads that do the same at the same moment. */
final class Threads {

  private Threads() {}

  /** How long it takes from then until the last one is done. */
  static <T> long run(int threads, Callable<T> work)
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
