// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.io;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The locks of this process: one per store, however many have it open. Thread-safe. */
public final class StoreLocks {

  private static final StoreLocks PROCESS = new StoreLocks(new SystemFileOps(), Pause.REAL);

  private final FileOps ops;
  private final Pause pause;
  private final Map<Path, StoreLock> locks = new ConcurrentHashMap<>();

  /** A set of its own, for tests. */
  public StoreLocks(FileOps ops, Pause pause) {
    this.ops = ops;
    this.pause = pause;
  }

  /** Those of this process. */
  public static StoreLocks ofProcess() {
    return PROCESS;
  }

  /**
   * The lock of a store.
   *
   * @param store the store's real path
   */
  public StoreLock of(Path store) {
    return locks.computeIfAbsent(store, path -> new StoreLock(ops, path, pause));
  }
}
