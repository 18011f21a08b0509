// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import dev.halfturn.spi.KeySlot;
import dev.halfturn.spi.StoreCondition;
import dev.halfturn.spi.StoreReport;
import dev.halfturn.store.file.format.Header;
import dev.halfturn.store.file.format.OpenedStore;
import dev.halfturn.store.file.format.Slot;
import dev.halfturn.store.file.format.SlotId;
import dev.halfturn.store.file.format.SlotType;
import java.util.List;
import java.util.stream.Stream;

/** Tells what is known of a store. */
final class StoreReports {

  private StoreReports() {}

  static StoreReport of(StoreParts parts, Image image, List<StoreCondition> more) {
    List<StoreCondition> conditions =
        Stream.of(more, image.conditions()).flatMap(List::stream).toList();
    return of(parts, image.store(), conditions);
  }

  static StoreReport of(StoreParts parts, OpenedStore store, List<StoreCondition> conditions) {
    Header header = store.header();
    return new StoreReport(
        parts.path().toString(),
        header.fileId().hex(),
        header.generation(),
        (int) store.entries().names("").count(),
        keys(parts, header),
        conditions);
  }

  static List<KeySlot> keys(StoreParts parts, Header header) {
    SlotId configured = configured(parts, header);
    return header.slots().stream().map(slot -> key(slot, slot.id().equals(configured))).toList();
  }

  /** With a single slot there is no need to derive the key once more. */
  private static SlotId configured(StoreParts parts, Header header) {
    return header.slots().size() == 1
        ? header.slots().get(0).id()
        : parts.format().slotOf(header, parts.key().read()).orElseThrow().id();
  }

  private static KeySlot key(Slot slot, boolean configured) {
    return new KeySlot(
        slot.id().hex(),
        slot.type() == SlotType.PASSPHRASE ? "passphrase" : "key",
        slot.kdf().map(Object::toString).orElse("256 random bits"),
        configured);
  }
}
