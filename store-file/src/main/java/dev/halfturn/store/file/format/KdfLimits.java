// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import dev.halfturn.spi.HalfturnException;
import java.util.Optional;

/**
 * The most that deriving one key from a passphrase may cost. The parameters come from a file that
 * is not yet authenticated at that point, so they are checked before anything is allocated.
 *
 * @param memoryKib most memory, in KiB
 * @param passes most passes
 * @param lanes most lanes
 * @param heapBytes how large the heap of this JVM may grow ({@link Runtime#maxMemory()})
 */
public record KdfLimits(int memoryKib, int passes, int lanes, long heapBytes) {

  /** Room for the rest of the program beside the memory of Argon2. */
  private static final long RESERVED_HEAP_BYTES = 8L << 20;

  /** 256 MiB, 10 passes, 16 lanes, and the heap of this JVM. */
  public static KdfLimits standard() {
    return ofMemory(256 * 1024);
  }

  /** As {@link #standard()} with other memory, in KiB, for stores whose owner raised it. */
  public static KdfLimits ofMemory(int memoryKib) {
    return new KdfLimits(memoryKib, 10, 16, Runtime.getRuntime().maxMemory());
  }

  /** Why deriving a key at this cost is refused ({@code KDF_LIMIT}), if it is. */
  Optional<HalfturnException> excess(Optional<Argon2Cost> cost) {
    return cost.isPresent() ? excess(cost.get()) : Optional.empty();
  }

  private Optional<HalfturnException> excess(Argon2Cost asked) {
    if (asked.memoryKib() > memoryKib || asked.passes() > passes || asked.lanes() > lanes) {
      return Optional.of(
          FormatProblems.kdfLimit(
              "the key derivation asks for more than is allowed: " + asked,
              "if the store is yours, raise the limit for key derivation memory; allowed are "
                  + memoryKib
                  + " KiB, "
                  + passes
                  + " passes, "
                  + lanes
                  + " lanes"));
    }
    if (needed(asked) > heapBytes) {
      return Optional.of(noRoom(asked));
    }
    return Optional.empty();
  }

  /** That the heap has no room for a derivation, now or ever. */
  static HalfturnException noRoom(Argon2Cost asked) {
    // some collectors keep a fourteenth of the heap for themselves
    long heap = needed(asked) / 14 * 15;
    return FormatProblems.kdfLimit(
        "the key derivation needs more memory than this JVM has room for: " + asked,
        "start it with at least -Xmx" + ((heap >> 20) + 1) + "m, or use a key file");
  }

  private static long needed(Argon2Cost asked) {
    // blocks of 1 KiB are arrays of their own, each with a header and a reference
    return asked.memoryKib() * 1024L / 16 * 17 + RESERVED_HEAP_BYTES;
  }
}
