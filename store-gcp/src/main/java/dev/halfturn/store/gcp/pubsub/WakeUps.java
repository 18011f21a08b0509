// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

import dev.halfturn.spi.HalfturnException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes applications in this process: those that messages name, those that are due when they are
 * armed, and everybody each hour. One at a time.
 */
final class WakeUps implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WakeUps.class);

  /** How long a subscription that fails is left alone. */
  private static final long PAUSE_SECONDS = 30;

  /** A timer counts the time a machine is awake, so the clock is looked at each minute. */
  private static final long LONGEST_WAIT_SECONDS = 60;

  private final String owner;
  private final InstantSource clock;
  private final Subscription subscription;
  private final Function<SecretEvent, Optional<String>> apps;
  private final Sweep sweep = new Sweep();
  private final Set<String> disarmed = new HashSet<>();
  private final Semaphore changes = new Semaphore(0);
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Held during a wake-up, so that closing can wait for its end. */
  private final ReentrantLock waking = new ReentrantLock();

  private boolean toldOfFailure;

  /**
   * @param apps whom an event concerns; empty if nobody
   */
  WakeUps(
      String owner,
      InstantSource clock,
      Subscription subscription,
      Function<SecretEvent, Optional<String>> apps) {
    this.owner = owner;
    this.clock = clock;
    this.subscription = subscription;
    this.apps = apps;
  }

  void start(Consumer<String> onWake) {
    startThread("pull", () -> pull(onWake));
    startThread("sweep", () -> sweep(onWake));
  }

  private void startThread(String name, Runnable action) {
    Thread thread = new Thread(action, "halfturn-pubsub-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  void arm(String app, boolean due) {
    synchronized (sweep) {
      disarmed.remove(app);
      sweep.arm(app, due, clock.instant());
    }
    changes.release();
  }

  void disarm(String app) {
    synchronized (sweep) {
      disarmed.add(app);
      sweep.disarm(app);
    }
  }

  private void sweep(Consumer<String> onWake) {
    try {
      while (!isClosed()) {
        due().forEach(app -> wake(app, onWake));
        changes.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        changes.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> due() {
    synchronized (sweep) {
      return sweep.takeDue(clock.instant());
    }
  }

  private void pull(Consumer<String> onWake) {
    try {
      while (!isClosed()) {
        if (!pullOnce(onWake)) {
          closed.await(PAUSE_SECONDS, TimeUnit.SECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether the subscription could be read. */
  private boolean pullOnce(Consumer<String> onWake) {
    try {
      List<Subscription.Message> messages = subscription.receive();
      toldOfFailure = false;
      messages.forEach(message -> take(message, onWake));
      return true;
    } catch (HalfturnException e) {
      tellOnce(e.getMessage());
    } catch (RuntimeException e) { // its text may quote anything
      tellOnce(owner + " fails with " + e.getClass().getName());
    }
    return false;
  }

  private void tellOnce(String failure) {
    if (!toldOfFailure && !isClosed()) {
      toldOfFailure = true;
      LOG.warn("{}", failure);
    }
  }

  /**
   * What wakes nobody is taken away. What has been received after the closing is left, and comes
   * back to whoever asks next.
   */
  private void take(Subscription.Message message, Consumer<String> onWake) {
    Optional<String> app = message.event().filter(SecretEvent::wakes).flatMap(apps);
    if (app.isEmpty() || isDisarmed(app.get()) || wake(app.get(), onWake)) {
      subscription.acknowledge(message);
    }
  }

  /** Returns whether it was woken, and has done what was to be done. */
  private boolean wake(String app, Consumer<String> onWake) {
    waking.lock();
    try {
      if (isClosed() || isDisarmed(app)) {
        return false;
      }
      onWake.accept(app);
      return true;
    } catch (HalfturnException e) {
      LOG.error("waking {} failed: {}", app, e.getMessage());
    } catch (RuntimeException | Error e) { // its text may quote anything
      LOG.error("waking {} failed with {}", app, e.getClass().getName());
    } finally {
      waking.unlock();
    }
    return false;
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private boolean isDisarmed(String app) {
    synchronized (sweep) {
      return disarmed.contains(app);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    waking.lock(); // as long as a wake-up is in progress
    try {
      changes.release();
    } finally {
      waking.unlock();
    }
  }
}
