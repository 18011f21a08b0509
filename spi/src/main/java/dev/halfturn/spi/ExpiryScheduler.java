// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.function.Consumer;

/**
 * What wakes the tracker. Waking is a hint: the tracker reads the stored state each time, so a
 * wake-up <em>may</em> be early, late, doubled or lost without harm, as long as armed applications
 * are woken eventually.
 *
 * <p>Implementations <em>must</em> be safe for use by several threads. After {@link #close()}
 * {@link #start}, {@link #arm} and {@link #disarm} <em>must</em> fail with {@link
 * ErrorCode#FAILED_PRECONDITION} and no further wake-up may begin.
 */
public interface ExpiryScheduler extends AutoCloseable {

  /**
   * Begins to deliver wake-ups, including those of applications armed before. To be called once; a
   * second call <em>must</em> fail with {@link ErrorCode#FAILED_PRECONDITION}.
   *
   * @param onWake called with the application's name, one call at a time per application, on a
   *     thread of the scheduler's; an exception it throws <em>must not</em> end the scheduler
   */
  void start(Consumer<String> onWake);

  /** Plans the next wake-up of an application, in place of an earlier plan. Idempotent. */
  void arm(String app, WakePlan plan);

  /** Forgets an application. Idempotent; an unknown application is no error. */
  void disarm(String app);

  /** Stops; waits for a wake-up in progress. Idempotent. */
  @Override
  void close();
}
