// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import dev.halfturn.rotation.AutomaticRotation;
import dev.halfturn.rotation.Reception;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretIssuer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes messages out of the queue as they come, on a thread of its own. */
final class QueueWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(QueueWatch.class);

  private static final Duration LONG_POLL = Duration.ofSeconds(20);
  private static final Duration AFTER_NOTHING = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final AutomaticRotation rotation;
  private final SecretIssuer issuer;
  private final Consumer<String> changed;
  private final WatchListener listener;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "halfturn-queue");

  /**
   * @param issuer closed first, which ends the waiting
   * @param changed told of each application that a message was about
   * @param listener told whether the queue can be read
   */
  QueueWatch(
      AutomaticRotation rotation,
      SecretIssuer issuer,
      Consumer<String> changed,
      WatchListener listener) {
    this.rotation = rotation;
    this.issuer = issuer;
    this.changed = changed;
    this.listener = listener;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    Duration pause = Duration.ZERO;
    while (!isClosedWithin(pause)) {
      try {
        Reception reception = rotation.receive(LONG_POLL);
        pause = reception.isEmpty() ? AFTER_NOTHING : Duration.ZERO;
        reception
            .apps()
            .forEach(app -> tell("of a message about " + app, () -> changed.accept(app)));
        tell("that the queue was read", listener::queueRead);
      } catch (HalfturnException e) {
        pause = longer(pause);
        complain(e, e.reason() + ": " + e.getMessage(), pause);
      } catch (RuntimeException e) {
        pause = longer(pause);
        complain(e, e.getClass().getName(), pause); // its text is not ours and may quote a message
      }
    }
  }

  private void complain(RuntimeException failure, String what, Duration pause) {
    if (closed.getCount() > 0) {
      tell("that the queue cannot be read", () -> listener.queueFails(failure));
      log.warn(
          "the queue of new secrets cannot be read, next try in {} s: {}", pause.toSeconds(), what);
    }
  }

  /** Whatever a listener throws, the queue is as well as it was, and is read again. */
  private static void tell(String what, Runnable listening) {
    try {
      listening.run();
    } catch (RuntimeException e) {
      // its text may quote anything
      log.warn("who was told {} failed with {}", what, e.getClass().getName());
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.compareTo(AFTER_NOTHING) < 0 ? AFTER_NOTHING : pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  private boolean isClosedWithin(Duration pause) {
    try {
      return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** Ends the waiting; what is being stored is stored to the end. */
  @Override
  public void close() {
    closed.countDown();
    issuer.close();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
