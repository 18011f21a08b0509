// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

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
 * Wakes applications by the rotation field of their client secret, at whose moment Secret Manager
 * tells a topic.
 *
 * <p>With a subscription this process waits for what is told, and takes a message away only when
 * what it asks for has been done. Besides, it wakes by itself who is due when it is armed, and
 * everybody each hour: nothing that is lost at Google is lost for longer. Without one nothing is
 * waited for: a function is woken, not this process, and {@link #start} delivers nothing.
 */
final class PubSubScheduler implements ExpiryScheduler {

  /** Secret Manager refuses a moment that is less than five minutes ahead when it hears of it. */
  static final Duration SOONEST = Duration.ofSeconds(330);

  private static final Duration FARTHEST = Duration.ofDays(365);

  private final String owner;
  private final InstantSource clock;
  private final SecretNames names;
  private final Alarms alarms;
  private final Optional<WakeUps> wakeUps;

  /** What this process armed last: the moments at which secrets tell. */
  private final Map<String, Instant> armed = new HashMap<>();

  /** One call at a time, so that of two plans the later one stays. */
  private final ReentrantLock calling = new ReentrantLock();

  private boolean started;
  private boolean closed;

  /**
   * @param wakeUps in this process, if it is this process that is woken
   */
  PubSubScheduler(
      String owner,
      InstantSource clock,
      SecretNames names,
      Alarms alarms,
      Optional<WakeUps> wakeUps) {
    this.owner = owner;
    this.clock = clock;
    this.names = names;
    this.alarms = alarms;
    this.wakeUps = wakeUps;
  }

  @Override
  public synchronized void start(Consumer<String> onWake) {
    requireOpen();
    if (started) {
      throw precondition("is started already");
    }
    started = true;
    wakeUps.ifPresent(here -> here.start(onWake));
  }

  @Override
  public void arm(String app, WakePlan plan) {
    requireOpen();
    Instant now = clock.instant();
    boolean due = !plan.wakeAt().isAfter(now);
    wakeUps.ifPresent(here -> here.arm(app, due));
    if (due && wakeUps.isPresent()) {
      return;
    }
    calling.lock();
    try {
      if (!isArmed(app, plan.wakeAt(), now)) {
        Instant at = moment(plan.wakeAt(), now);
        armed.remove(app); // if this fails, nobody knows
        if (alarms.set(names.secretId(app), at)) {
          armed.put(app, at);
        }
      }
    } finally {
      calling.unlock();
    }
  }

  /** Whether an alarm that this process set, and that is still to come, will do. */
  private boolean isArmed(String app, Instant wakeAt, Instant now) {
    Instant at = armed.get(app);
    if (at == null || !at.isAfter(now)) {
      return false;
    }
    boolean comesSoon = !at.isBefore(wakeAt) && !at.isAfter(now.plus(SOONEST));
    return comesSoon || at.equals(moment(wakeAt, now));
  }

  /** When an alarm for that is to come: in whole seconds, and not too early. */
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
    wakeUps.ifPresent(here -> here.disarm(app));
    calling.lock();
    try {
      alarms.clear(names.secretId(app));
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
    wakeUps.ifPresent(WakeUps::close);
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
