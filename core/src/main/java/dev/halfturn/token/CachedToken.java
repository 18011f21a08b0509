// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * One token of the cache and the flight that fetches it. The common case of {@link #get} is one
 * volatile read and one look at the clock; everything else is {@link #slow}.
 */
abstract class CachedToken implements TokenSource {

  private static final VarHandle HELD = field("held", Held.class);
  private static final VarHandle FLIGHT = field("flight", FutureTask.class);

  // a token refused at this age or later has lived: its refusal is no sign of a loop
  private static final Duration LIVED = Duration.ofMinutes(5);

  final AppTokens app;
  private volatile Held held;
  private volatile FutureTask<AccessToken> flight;
  private volatile Remembered failure;
  private volatile long exchangedAt;
  private volatile int youngRefusals;
  private volatile boolean keptServes = true;

  CachedToken(AppTokens app) {
    this.app = app;
    this.exchangedAt = app.now();
  }

  /** Gets another one, whatever it takes. */
  abstract AccessToken obtain(AppCredential credential);

  /** What messages call this. */
  abstract String subject();

  /** The token this stands for in the cache: this, unless another took its place. */
  abstract CachedToken admitted();

  /** Changes whenever the grant is forgotten. */
  abstract int generation();

  /** Whether there is something here that is nowhere else. */
  abstract boolean isIrreplaceable();

  /** Tries once more to store what is nowhere else. */
  abstract void saveIrreplaceable();

  @Override
  public final AccessToken get() {
    Held now = held;
    if (now != null && now.isFresh(app.glance())) {
      return now.token();
    }
    return slow();
  }

  private AccessToken slow() {
    while (true) {
      long now = app.now();
      Held current = held;
      if (current != null && current.isUseful(now)) {
        refreshBehind(now);
        return current.token();
      }
      CachedToken admitted = admitted();
      if (admitted != this) {
        return admitted.get();
      }
      Remembered before = failure;
      if (before != null && !before.isDue(now) && flight == null) {
        throw Remembered.again(before.failure());
      }
      FutureTask<AccessToken> shared = takeOff();
      shared.run(); // if nobody runs it yet: also when it waits in the background's queue
      AccessToken token = land(shared);
      if (token != null) {
        return token;
      }
    }
  }

  private void refreshBehind(long now) {
    Remembered before = failure;
    if (flight == null && (before == null || before.isDue(now))) {
      FutureTask<AccessToken> mine = new FutureTask<>(this::fly);
      if (FLIGHT.compareAndSet(this, null, mine)) {
        app.inBackground(mine, () -> flight = null);
      }
    }
  }

  @SuppressWarnings("unchecked") // the field's own type
  private FutureTask<AccessToken> takeOff() {
    FutureTask<AccessToken> mine = new FutureTask<>(this::fly);
    FutureTask<AccessToken> other =
        (FutureTask<AccessToken>) FLIGHT.compareAndExchange(this, null, mine);
    return other == null ? mine : other;
  }

  /** The flight's outcome; null if its pilot was interrupted, which is no outcome for others. */
  private static AccessToken land(FutureTask<AccessToken> flight) {
    try {
      return flight.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HalfturnException(
          Problem.of(
              ErrorCode.UNAVAILABLE, "INTERRUPTED", "interrupted while waiting for a token"));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HalfturnException failed) {
        if (failed.reason().equals("INTERRUPTED") && !Thread.currentThread().isInterrupted()) {
          return null;
        }
        throw Remembered.again(failed);
      }
      throw new HalfturnException(
          Problem.of(
              ErrorCode.INTERNAL,
              "fetching a token failed with " + e.getCause().getClass().getName()));
    }
  }

  private AccessToken fly() {
    try {
      long now = app.now();
      // whoever saw no token and no flight may have looked just before and just after one landed
      Held landed = held;
      if (landed != null && landed.isFresh(now)) {
        return landed.token();
      }
      Remembered before = failure;
      if (before != null && !before.isDue(now)) {
        throw before.failure();
      }
      return fetch(before);
    } finally {
      flight = null;
    }
  }

  private AccessToken fetch(Remembered before) {
    int generation = generation();
    try {
      AccessToken token = app.fetch(this);
      keptServes = false;
      failure = null;
      return token;
    } catch (HalfturnException e) {
      if (!isOfThisOne(e) || generation() != generation) {
        throw e;
      }
      HalfturnException failed = e instanceof TokenException named ? named.about(subject()) : e;
      failure = Remembered.after(before, failed, app.now(), app.random());
      throw failed;
    } finally {
      exchangedAt = app.now();
    }
  }

  // a refused client secret is remembered for the whole application, an interrupt not at all
  private static boolean isOfThisOne(HalfturnException failed) {
    boolean ofTheApp = failed instanceof TokenException e && e.fault() == Fault.CLIENT_SECRET;
    return !ofTheApp && !failed.reason().equals("INTERRUPTED");
  }

  /** Takes a token into use; false if another stands for this one in the cache by now. */
  final void hold(Held fetched) {
    held = fetched;
    if (admitted() != this) {
      held = null;
    }
  }

  /** Drops a token if it is still the one in use. */
  final boolean drop(Held old) {
    return HELD.compareAndSet(this, old, null);
  }

  /**
   * {@inheritDoc}
   *
   * <p>A caller who reports each new token at once would make the cache exchange without end. So a
   * token that replaced a refused young one must itself reach an age before it is dropped: a
   * second, twice as much each time, at most five minutes.
   */
  @Override
  public final void invalidate(AccessToken refused) {
    Held current = held;
    if (current == null || !current.token().equals(refused)) {
      return;
    }
    int refusals = youngRefusals;
    long age = app.now() - exchangedAt;
    long least =
        refusals == 0 ? 0 : Math.min(LIVED.toNanos(), 1_000_000_000L << Math.min(refusals - 1, 20));
    if (age >= least && drop(current)) {
      youngRefusals = age < LIVED.toNanos() ? refusals + 1 : 0;
    }
  }

  /** Lets time pass that {@code nanoTime} did not count. */
  final void age(Duration time) {
    Held current = held;
    if (current != null) {
      HELD.compareAndSet(this, current, current.earlierBy(time));
    }
  }

  /** Forgets token and failures. */
  void forget() {
    held = null;
    failure = null;
    youngRefusals = 0;
    keptServes = false;
  }

  /**
   * Whether a token will do that another process has exchanged: not if this had one already, which
   * was refused or is about to end, nor if it was told to forget.
   */
  final boolean keptServes() {
    return keptServes;
  }

  /** When this was last exchanged, or made. */
  final long exchangedAt() {
    return exchangedAt;
  }

  final boolean isBusy() {
    return flight != null;
  }

  /**
   * Whether the token has ended, or there was none, and nobody has asked for one for so long that
   * no failure is remembered any more.
   */
  final boolean isOver(long now) {
    Held current = held;
    return (current == null || !current.isUseful(now))
        && now - exchangedAt > LIVED.toNanos()
        && !isBusy();
  }

  @Override
  public final String toString() {
    return "TokenSource[" + subject() + "]";
  }

  private static VarHandle field(String name, Class<?> type) {
    try {
      return MethodHandles.lookup().findVarHandle(CachedToken.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
