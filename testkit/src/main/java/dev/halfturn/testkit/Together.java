// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls made by several threads that start at the same moment. */
final class Together {

  static final String THREAD_NAME = "together";

  private static final long PATIENCE_SECONDS = 60;

  private Together() {}

  /** The results, in the order of the calls; the first call that throws fails the test. */
  static <T> List<T> call(List<Callable<T>> calls) {
    ExecutorService threads =
        Executors.newFixedThreadPool(calls.size(), task -> new Thread(task, THREAD_NAME));
    try {
      CountDownLatch ready = new CountDownLatch(calls.size());
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> call : calls) {
        futures.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  return call.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError("one of several calls at once failed", e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("several calls at once did not end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }
}
