// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import dev.halfturn.spi.StoreCondition;
import dev.halfturn.store.file.io.FileFacts;
import dev.halfturn.store.file.io.FileOps;
import dev.halfturn.store.file.io.SafeReplace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Notices that a store has a second name that the store itself did not give it. */
final class HardLinks {

  private HardLinks() {}

  static Optional<StoreCondition> condition(FileOps files, Path store, FileFacts facts) {
    if (facts.links() <= 1) {
      return Optional.empty();
    }
    // a crash in the middle of a write leaves the store linked as its own previous generation
    long own =
        SafeReplace.previousNames(store).stream()
            .filter(name -> isSameFile(files, name, facts))
            .count();
    return facts.links() - own > 1
        ? Optional.of(StoreConditions.hardLinked(store))
        : Optional.empty();
  }

  private static boolean isSameFile(FileOps files, Path name, FileFacts facts) {
    try {
      return files.facts(name).identity().equals(facts.identity());
    } catch (IOException e) {
      return false;
    }
  }
}
