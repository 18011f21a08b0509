// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.azure;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads that do not keep a process alive. */
final class Daemons {

  private Daemons() {}

  static ExecutorService threads(String name) {
    return Executors.newCachedThreadPool(
        work -> {
          Thread thread = new Thread(work, name);
          thread.setDaemon(true);
          return thread;
        });
  }
}
