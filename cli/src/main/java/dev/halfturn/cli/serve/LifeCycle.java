// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve;

import java.util.concurrent.atomic.AtomicReference;

/** How far a daemon's life has come: forward only. Thread-safe. */
public final class LifeCycle {

  /** In this order; a daemon that is told to stop while it starts never runs. */
  public enum State {
    /** The store is not open yet: it may be out of reach. */
    STARTING,
    /** It looks after the applications. */
    RUNNING,
    /** It was told to stop and comes to an end. */
    STOPPING,
    /** Everything is closed. */
    STOPPED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.STARTING);

  /** How far it has come. */
  public State state() {
    return state.get();
  }

  /** Whether it looks after the applications. */
  public boolean isRunning() {
    return state() == State.RUNNING;
  }

  /**
   * Goes on.
   *
   * @throws IllegalStateException if that would be a step back, or none
   */
  public void enter(State next) {
    State before = state.getAndUpdate(now -> next.compareTo(now) > 0 ? next : now);
    if (next.compareTo(before) <= 0) {
      throw new IllegalStateException(before + " does not become " + next);
    }
  }
}
