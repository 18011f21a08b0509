// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.io;

import java.time.Duration;

/** Waiting, so that tests need not. */
@FunctionalInterface
public interface Pause {

  /** Waits in real time. */
  Pause REAL = duration -> Thread.sleep(duration.toMillis());

  /** Waits about that long. */
  void pause(Duration duration) throws InterruptedException;
}
