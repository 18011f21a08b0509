// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The pace of a server that is slow on purpose. */
final class Pause {

  private Pause() {}

  static void briefly() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
  }
}
