// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.spi.HalfturnException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/** A cache over fakes, with time that stands still and background work that waits to be run. */
final class CacheBed implements AutoCloseable {

  final TestTime time = new TestTime();
  final FakeAmazon amazon = new FakeAmazon(time);
  final FakeStore store = new FakeStore();
  final List<CredentialEvent> events = new CopyOnWriteArrayList<>();
  final List<SecretOrigin> uses = new CopyOnWriteArrayList<>();
  private final Queue<Runnable> background = new ConcurrentLinkedQueue<>();
  final AccessTokens tokens;

  CacheBed() {
    this(builder -> builder);
  }

  CacheBed(UnaryOperator<AccessTokens.Builder> settings) {
    this.tokens =
        settings
            .apply(
                AccessTokens.builder(amazon, store)
                    .clock(time)
                    .nanos(time)
                    .random(new Random(42))
                    .listener(events::add)
                    .uses((app, origin) -> uses.add(origin))
                    .executor(background::add))
            .build();
  }

  String get(String seller) {
    return Fakes.name(tokens.forSeller("erp", seller).get().reveal());
  }

  /** Does what was left for the background; how much there was. */
  int runBackground() {
    Queue<Runnable> due = new ArrayDeque<>();
    for (Runnable work = background.poll(); work != null; work = background.poll()) {
      due.add(work);
    }
    due.forEach(Runnable::run);
    return due.size();
  }

  int waitingInBackground() {
    return background.size();
  }

  HalfturnException failure(String seller) {
    try {
      get(seller);
    } catch (HalfturnException e) {
      return e;
    }
    throw new AssertionError("there is a token");
  }

  /** Lets the longest pause after a failure pass. */
  void passPause() {
    time.pass(Duration.ofMinutes(5));
  }

  /** What each of many threads got that asked at the same moment: a token, or a failure. */
  static List<Object> together(int threads, java.util.concurrent.Callable<Object> call)
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Object>> results = new java.util.ArrayList<>();
      CountDownLatch ready = new CountDownLatch(threads);
      for (int i = 0; i < threads; i++) {
        results.add(
            pool.submit(
                () -> {
                  ready.countDown();
                  start.await();
                  try {
                    return call.call();
                  } catch (HalfturnException e) {
                    return e;
                  }
                }));
      }
      ready.await();
      start.countDown();
      List<Object> all = new java.util.ArrayList<>();
      for (Future<Object> result : results) {
        all.add(result.get());
      }
      return all;
    } finally {
      pool.shutdownNow();
    }
  }

  @Override
  public void close() {
    tokens.close();
  }
}
