// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.WakePlan;
import dev.halfturn.store.azure.eventgrid.Armed.Waiting;
import dev.halfturn.store.azure.eventgrid.MessageQueue.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Wakes applications by messages of one queue, each hidden until its moment, and by what Event Grid
 * puts into the same queue. Besides, it wakes by itself who is due when it is armed, and everybody
 * each hour: nothing that is lost at Azure is lost for longer.
 *
 * <p>A message can be hidden for seven days. One for a later moment wakes after that time, which is
 * too early and does no harm: whoever is woken is armed again.
 */
final class EventGridScheduler implements ExpiryScheduler {

  private final String owner;
  private final InstantSource clock;
  private final MessageQueue queue;
  private final Armed armed;
  private final QueueReader reader;

  /** One call at a time, so that of two plans the later one stays. */
  private final ReentrantLock calling = new ReentrantLock();

  private boolean started;
  private boolean closed;

  EventGridScheduler(
      String owner, InstantSource clock, MessageQueue queue, Armed armed, QueueReader reader) {
    this.owner = owner;
    this.clock = clock;
    this.queue = queue;
    this.armed = armed;
    this.reader = reader;
  }

  @Override
  public synchronized void start(Consumer<String> onWake) {
    requireOpen();
    if (started) {
      throw precondition("is started already");
    }
    started = true;
    reader.start(onWake);
  }

  @Override
  public void arm(String app, WakePlan plan) {
    requireOpen();
    Instant now = clock.instant();
    boolean due = !plan.wakeAt().isAfter(now);
    reader.arm(app, due);
    if (due) {
      return;
    }
    calling.lock();
    try {
      Optional<Waiting> earlier = armed.find(app);
      if (earlier.filter(waiting -> willDo(waiting.at(), plan.wakeAt(), now)).isEmpty()) {
        send(app, earlier, moment(plan.wakeAt(), now), now);
      }
    } finally {
      calling.unlock();
    }
  }

  private void send(String app, Optional<Waiting> earlier, Instant at, Instant now) {
    armed.remove(app); // if this fails, nobody knows
    Duration wait = Duration.between(now, at).plusMillis(999); // whole seconds, and not too early
    String text = WakeUpText.of(app);
    Ticket ticket =
        earlier
            .flatMap(waiting -> queue.move(waiting.ticket(), text, wait))
            .orElseGet(() -> queue.put(text, wait));
    armed.put(app, new Waiting(at, ticket));
  }

  /** Whether a message that is still hidden serves a plan as well as a new one would. */
  private static boolean willDo(Instant at, Instant wakeAt, Instant now) {
    if (!at.isAfter(now)) {
      return false;
    }
    boolean onTheWay = wakeAt.isAfter(farthest(now)) && !at.isAfter(wakeAt);
    return onTheWay || at.equals(wakeAt);
  }

  private static Instant moment(Instant wakeAt, Instant now) {
    Instant farthest = farthest(now);
    return wakeAt.isAfter(farthest) ? farthest : wakeAt;
  }

  /** A little less than is allowed, for the second to which waiting times are rounded up. */
  private static Instant farthest(Instant now) {
    return now.plus(MessageQueue.LONGEST_WAIT).minusSeconds(1);
  }

  @Override
  public void disarm(String app) {
    requireOpen();
    reader.disarm(app);
    calling.lock();
    try {
      armed.find(app).ifPresent(waiting -> queue.delete(waiting.ticket()));
      armed.remove(app);
    } finally {
      calling.unlock();
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    reader.close();
  }

  private synchronized void requireOpen() {
    if (closed) {
      throw precondition("is closed");
    }
  }

  private HalfturnException precondition(String what) {
    return new HalfturnException(Problem.of(ErrorCode.FAILED_PRECONDITION, owner + " " + what));
  }
}
