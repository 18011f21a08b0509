// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import dev.halfturn.spi.HalfturnException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes applications in this process: those that messages name, those that are due when they are
 * armed, and everybody each hour. One at a time. A message is taken away only when what it asks for
 * has been done.
 */
final class QueueReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(QueueReader.class);

  /** A timer counts the time a machine is awake, so the clock is looked at each minute. */
  private static final long LONGEST_WAIT_SECONDS = 60;

  private final String owner;
  private final InstantSource clock;
  private final MessageQueue queue;
  private final ClientSecretNames names;
  private final Duration pause;
  private final Sweep sweep = new Sweep();
  private final Semaphore changes = new Semaphore(0);
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Held during a wake-up, so that closing can wait for its end. */
  private final ReentrantLock waking = new ReentrantLock();

  private boolean toldOfFailure;
  private boolean toldOfForeigner;

  /**
   * @param pause how long an empty queue is left alone, and one that fails
   */
  QueueReader(
      String owner,
      InstantSource clock,
      MessageQueue queue,
      ClientSecretNames names,
      Duration pause) {
    this.owner = owner;
    this.clock = clock;
    this.queue = queue;
    this.names = names;
    this.pause = pause;
  }

  void start(Consumer<String> onWake) {
    startThread("queue", () -> read(onWake));
    startThread("sweep", () -> sweep(onWake));
  }

  private static void startThread(String name, Interruptible action) {
    Thread thread = new Thread(() -> untilInterrupted(action), "halfturn-eventgrid-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private interface Interruptible {
    void run() throws InterruptedException;
  }

  private static void untilInterrupted(Interruptible action) {
    try {
      action.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void arm(String app, boolean due) {
    sweep.arm(app, due, clock.instant());
    changes.release();
  }

  void disarm(String app) {
    sweep.disarm(app);
  }

  private void sweep(Consumer<String> onWake) throws InterruptedException {
    while (!isClosed()) {
      sweep.takeDue(clock.instant()).forEach(app -> wake(app, onWake));
      changes.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
      changes.drainPermits();
    }
  }

  private void read(Consumer<String> onWake) throws InterruptedException {
    while (!isClosed()) {
      if (!readOnce(onWake)) {
        closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  /** Returns whether there was something. */
  private boolean readOnce(Consumer<String> onWake) {
    try {
      List<MessageQueue.Message> messages = queue.receive();
      toldOfFailure = false;
      take(messages, onWake);
      return !messages.isEmpty();
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

  /** Of several messages for one application one wakes; a new secret comes with several events. */
  private void take(List<MessageQueue.Message> messages, Consumer<String> onWake) {
    Map<MessageQueue.Message, Set<String>> named = new LinkedHashMap<>();
    messages.forEach(message -> name(message, named));
    Set<String> failed = new LinkedHashSet<>();
    Set<String> all = new LinkedHashSet<>();
    named.values().forEach(all::addAll);
    for (String app : all) {
      if (sweep.isArmed(app) && !wake(app, onWake)) {
        failed.add(app);
      }
    }
    named.forEach(
        (message, apps) -> {
          if (apps.stream().noneMatch(failed::contains) && !isClosed()) {
            queue.delete(message.ticket());
          }
        });
  }

  /** Events of foreign secrets wake nobody and are taken away; what is no event is left. */
  private void name(MessageQueue.Message message, Map<MessageQueue.Message, Set<String>> named) {
    String text = WakeUpText.decoded(message.text());
    List<String> apps = new ArrayList<>(WakeUpText.app(text).stream().toList());
    List<VaultEvent> events = VaultEvent.parse(text);
    events.forEach(event -> names.app(event).ifPresent(apps::add));
    if (!apps.isEmpty() || !events.isEmpty()) {
      named.put(message, new LinkedHashSet<>(apps));
    } else if (!toldOfForeigner) {
      toldOfForeigner = true;
      LOG.warn("{} leaves what is no wake-up in its queue; it wants a queue alone", owner);
    }
  }

  /** Returns whether it was woken, and has done what was to be done. */
  private boolean wake(String app, Consumer<String> onWake) {
    waking.lock();
    try {
      if (isClosed() || !sweep.isArmed(app)) {
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
