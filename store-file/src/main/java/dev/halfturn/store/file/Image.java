// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.StoreCondition;
import dev.halfturn.store.file.format.OpenedStore;
import dev.halfturn.store.file.io.FileSnapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A store file as it was last read, and what it holds.
 *
 * @param file the bytes it stands for
 * @param store what they hold; in an emergency what the generation before held
 * @param readOnly why nothing may be written, if that is so
 * @param conditions what the owner should know
 */
record Image(
    FileSnapshot file,
    OpenedStore store,
    Optional<HalfturnException> readOnly,
    List<StoreCondition> conditions) {

  // the whole header with its salt, new for each write, and its MAC lie within these
  private static final int HEADER_LIMIT = 10 + 4096 + 32;

  Image {
    conditions = List.copyOf(conditions);
  }

  /** The same, read again with the same bytes. */
  Image withFile(FileSnapshot again) {
    return new Image(again, store, readOnly, conditions);
  }

  /** How many bytes {@link #beginsWith} wants. */
  int headLength() {
    return Math.min(file.content().length, HEADER_LIMIT);
  }

  /** Whether a file that begins like this is the same write of the store. */
  boolean beginsWith(byte[] head) {
    return Arrays.equals(file.content(), 0, headLength(), head, 0, head.length);
  }
}
