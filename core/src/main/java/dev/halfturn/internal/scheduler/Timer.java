// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.scheduler;

import java.time.Duration;

/** Runs one action later, never two at a time. */
interface Timer extends AutoCloseable {

  /** Plans the next run, in place of one that has not begun. */
  void plan(Duration delay, Runnable action);

  /** Forgets what has not begun; does not wait for what has. Idempotent. */
  @Override
  void close();
}
