// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static dev.halfturn.testkit.Canaries.secret;

import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A thread that puts one value after the other until the store refuses. */
final class Writer {

  private static final long PATIENCE_SECONDS = 60;

  /** Puts begun after the store was closed, all of which it must refuse. */
  private static final int AFTER_CLOSING = 3;

  /**
   * How it ended.
   *
   * @param lastAcknowledged the value of the last put that returned
   * @param refusal what the next put threw
   */
  record Ending(SecretValue lastAcknowledged, RuntimeException refusal) {}

  private final CountDownLatch firstPuts = new CountDownLatch(3);
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();
  private volatile boolean closed;

  private Writer() {}

  static Writer start(SecretStore store, SecretName name) {
    Writer writer = new Writer();
    Thread thread = new Thread(() -> writer.run(store, name), "writer");
    thread.setDaemon(true);
    thread.start();
    return writer;
  }

  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on the yield but how soon it ends
  private void run(SecretStore store, SecretName name) {
    SecretValue last = secret("none");
    int afterClosing = 0;
    for (int i = 0; afterClosing < AFTER_CLOSING; i++) {
      if (closed) {
        afterClosing++;
      }
      SecretValue next = secret("put " + i);
      try {
        store.put(name, next);
      } catch (RuntimeException e) {
        ending.complete(new Ending(last, e));
        return;
      }
      last = next;
      firstPuts.countDown();
      Thread.yield(); // a store in memory would keep the one who closes it from its lock
    }
    ending.completeExceptionally(new AssertionError("a closed store goes on accepting puts"));
  }

  /** Returns when some puts have been acknowledged. */
  void awaitPuts() throws InterruptedException {
    if (!firstPuts.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("puts do not end");
    }
  }

  /** To be called when the store is closed; returns when it has refused. */
  Ending awaitEnding() throws Exception {
    closed = true;
    return ending.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
