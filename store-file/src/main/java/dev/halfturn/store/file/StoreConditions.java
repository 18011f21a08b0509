// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.StoreCondition;
import dev.halfturn.store.file.format.Slot;
import java.nio.file.Path;

/** What the owner of a store should know although nothing failed. */
final class StoreConditions {

  private StoreConditions() {}

  static StoreCondition markLost(Path mark, String why) {
    return new StoreCondition(
        "HWM_LOST",
        "the high-water mark '"
            + mark
            + "' "
            + why
            + ", so an older store put in place would not be noticed; the next write renews it");
  }

  static StoreCondition rolledBack(HalfturnException why) {
    return new StoreCondition("STORE_ROLLED_BACK", why.getMessage() + "; nothing can be written");
  }

  static StoreCondition readingPrevious(HalfturnException damage) {
    return new StoreCondition(
        "READING_PREVIOUS",
        damage.getMessage() + "; the generation before is read instead, nothing can be written");
  }

  static StoreCondition hardLinked(Path store) {
    return new StoreCondition(
        "HARD_LINKED",
        "store '"
            + store
            + "' has another name somewhere; the next write leaves the old content there");
  }

  static StoreCondition previousMissing(Path previous) {
    return new StoreCondition(
        "PREVIOUS_MISSING",
        "the previous generation '" + previous + "' is missing; the next write makes one");
  }

  static StoreCondition previousUnusable(HalfturnException why) {
    return new StoreCondition(
        "PREVIOUS_UNUSABLE", why.getMessage() + "; the next write replaces it");
  }

  static StoreCondition recovered(Path previous, String aside) {
    return new StoreCondition(
        "RECOVERED_FROM_PREVIOUS",
        "the store holds what '" + previous + "' held, the last write is lost" + aside);
  }

  static StoreCondition rollbackAccepted(long generation) {
    return new StoreCondition(
        "ROLLBACK_ACCEPTED", "generation " + generation + " counts as the newest from now on");
  }

  static StoreCondition closedToOthers(Path file) {
    return new StoreCondition(
        "PERMISSIONS_CLOSED", "'" + file + "' is open to its owner only from now on");
  }

  static StoreCondition oldCopies(Slot removed) {
    return new StoreCondition(
        "OLD_COPIES",
        "the key of slot "
            + removed.id()
            + " still opens older copies of the store and, for who kept one, this one; rekey the"
            + " store and rotate its secrets if the key is known to others");
  }

  static StoreCondition slotDropped(Slot dropped) {
    return new StoreCondition(
        "SLOT_DROPPED", "slot " + dropped + " no longer opens the store; add its key again");
  }
}
