// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.nio.file.Path;
import java.util.Optional;

/** What can be wrong with a store as a whole. */
final class StoreProblems {

  static final String ROLLED_BACK = "STORE_ROLLED_BACK";

  private StoreProblems() {}

  static void throwIfPresent(Optional<HalfturnException> problem) {
    if (problem.isPresent()) {
      throw problem.get();
    }
  }

  static HalfturnException missing(Path store) {
    return new HalfturnException(
        Problem.of(ErrorCode.NOT_FOUND, "STORE_MISSING", "there is no store '" + store + "'")
            .withHint("correct the path, or make a store with 'halfturn store init'"));
  }

  static HalfturnException missingBesidePrevious(Path store) {
    return new HalfturnException(
        Problem.of(
                ErrorCode.NOT_FOUND,
                "STORE_MISSING",
                "the store '" + store + "' is gone, its previous generation is there")
            .withHint("bring it back with 'halfturn store recover --from prev'"));
  }

  static HalfturnException exists(Path file) {
    return new HalfturnException(
        Problem.of(
                ErrorCode.FAILED_PRECONDITION,
                "STORE_EXISTS",
                "there is '" + file + "' already; it was left alone")
            .withHint("use it as it is, or name another path"));
  }

  static HalfturnException rolledBack(Path store, long generation, long newest) {
    return rolledBack(
        "store '"
            + store
            + "' is older than it should be: generation "
            + generation
            + ", but "
            + newest
            + " was written");
  }

  static HalfturnException foreign(Path store, Path mark) {
    return rolledBack(
        "store '"
            + store
            + "' cannot be shown to be the newest: its mark '"
            + mark
            + "' was altered or belongs to another store");
  }

  private static HalfturnException rolledBack(String message) {
    return new HalfturnException(
        Problem.of(ErrorCode.CORRUPT, ROLLED_BACK, message)
            .withHint(
                "put the newest file back; if this one is meant, run 'halfturn store recover"
                    + " --accept-rollback'"));
  }

  /** The same problem, naming the file. */
  static HalfturnException about(Path file, HalfturnException e) {
    Problem named = Problem.of(e.code(), e.reason(), "'" + file + "': " + e.getMessage());
    return new HalfturnException(e.hint().map(named::withHint).orElse(named), e);
  }

  static HalfturnException notReadBack(Path store, HalfturnException cause) {
    return new HalfturnException(
        Problem.of(
                ErrorCode.UNAVAILABLE,
                "DURABILITY_UNKNOWN",
                "what was written for '" + store + "' could not be read back; nothing was changed")
            .withHint("check the disk and the memory of this machine, then repeat"),
        cause);
  }

  static HalfturnException nothingToRecoverFrom(Path previous, HalfturnException cause) {
    return new HalfturnException(
        Problem.of(
                cause.code(),
                cause.reason(),
                "cannot recover from '" + previous + "': " + cause.getMessage())
            .withHint("restore the store from a backup"),
        cause);
  }
}
