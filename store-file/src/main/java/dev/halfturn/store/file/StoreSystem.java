// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import dev.halfturn.store.file.io.FileOps;
import dev.halfturn.store.file.io.StoreLocks;
import dev.halfturn.store.file.io.SystemFileOps;
import java.util.Optional;
import java.util.function.Function;

/**
 * The system around a store.
 *
 * @param files its files
 * @param locks the locks of this process on them
 * @param environment looks up a variable
 */
record StoreSystem(
    FileOps files, StoreLocks locks, Function<String, Optional<String>> environment) {

  /** This process on this machine. */
  static StoreSystem real() {
    return new StoreSystem(
        new SystemFileOps(),
        StoreLocks.ofProcess(),
        name -> Optional.ofNullable(System.getenv(name)));
  }
}
