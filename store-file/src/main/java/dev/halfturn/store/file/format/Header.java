// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import java.util.List;
import java.util.Objects;

/**
 * What a store file says about itself in the clear. As long as the file was not opened with a key,
 * none of it is proved.
 *
 * @param fileId which store
 * @param generation which write of it: 1 when it was created, one more with each write
 * @param slots the ways to open it, in order of creation, 1 to {@value #MAX_SLOTS}
 */
public record Header(FileId fileId, long generation, List<Slot> slots) {

  /** Most slots of a store. */
  public static final int MAX_SLOTS = 8;

  public Header {
    Objects.requireNonNull(fileId);
    slots = List.copyOf(slots);
    if (generation < 1 || slots.isEmpty() || slots.size() > MAX_SLOTS) {
      throw new IllegalArgumentException("a store has a generation and 1 to 8 slots");
    }
  }

  Header next(List<Slot> nextSlots) {
    return new Header(fileId, Math.incrementExact(generation), nextSlots);
  }
}
