// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.WakePlan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Wakes applications by one-time schedules of EventBridge Scheduler, which send to a queue or call
 * a function.
 *
 * <p>If it is a queue, this process waits for what comes into it, and takes a message away only
 * when what it asks for has been done. Besides, it wakes by itself who is due when it is armed, and
 * everybody each hour: nothing that is lost at AWS is lost for longer. If it is a function, nothing
 * is waited for: the function is woken, not this process, and {@link #start} delivers nothing.
 */
final class EventBridgeScheduler implements ExpiryScheduler {

  /** EventBridge refuses moments that have passed, and is exact to a minute. */
  static final Duration SOONEST = Duration.ofMinutes(1);

  private static final Duration FARTHEST = Duration.ofDays(365);

  private final String owner;
  private final InstantSource clock;
  private final Schedules schedules;
  private final Optional<QueueReader> reader;

  /** What this process armed last: the moments at which schedules fire. */
  private final Map<String, Instant> armed = new HashMap<>();

  /** One call at a time, so that of two plans the later one stays. */
  private final ReentrantLock calling = new ReentrantLock();

  private boolean started;
  private boolean closed;

  /**
   * @param reader of the queue, if it is a queue that is woken
   */
  EventBridgeScheduler(
      String owner, InstantSource clock, Schedules schedules, Optional<QueueReader> reader) {
    this.owner = owner;
    this.clock = clock;
    this.schedules = schedules;
    this.reader = reader;
  }

  @Override
  public synchronized void start(Consumer<String> onWake) {
    requireOpen();
    if (started) {
      throw precondition("is started already");
    }
    started = true;
    reader.ifPresent(queue -> queue.start(onWake));
  }

  @Override
  public void arm(String app, WakePlan plan) {
    requireOpen();
    Instant now = clock.instant();
    boolean due = !plan.wakeAt().isAfter(now);
    reader.ifPresent(queue -> queue.arm(app, due));
    if (due && reader.isPresent()) {
      return;
    }
    calling.lock();
    try {
      if (!isArmed(app, plan.wakeAt(), now)) {
        Instant at = moment(plan.wakeAt(), now);
        armed.remove(app); // if this fails, nobody knows
        schedules.put(app, at);
        armed.put(app, at);
      }
    } finally {
      calling.unlock();
    }
  }

  /** Whether a schedule that this process made, and that is still to fire, will do. */
  private boolean isArmed(String app, Instant wakeAt, Instant now) {
    Instant at = armed.get(app);
    if (at == null || !at.isAfter(now)) {
      return false;
    }
    boolean comesSoon = !at.isBefore(wakeAt) && !at.isAfter(now.plus(SOONEST));
    return comesSoon || at.equals(moment(wakeAt, now));
  }

  /** When a schedule for that is to fire: in whole seconds, and not too early. */
  private static Instant moment(Instant wakeAt, Instant now) {
    Instant soonest = now.plus(SOONEST);
    Instant farthest = now.plus(FARTHEST);
    if (wakeAt.isAfter(farthest)) {
      return farthest.truncatedTo(ChronoUnit.DAYS);
    }
    Instant wanted = wakeAt.isBefore(soonest) ? soonest : wakeAt;
    Instant second = wanted.truncatedTo(ChronoUnit.SECONDS);
    return second.equals(wanted) ? second : second.plusSeconds(1);
  }

  @Override
  public void disarm(String app) {
    requireOpen();
    reader.ifPresent(queue -> queue.disarm(app));
    calling.lock();
    try {
      schedules.remove(app);
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
    reader.ifPresent(QueueReader::close);
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
