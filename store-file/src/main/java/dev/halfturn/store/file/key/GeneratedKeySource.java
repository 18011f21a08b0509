// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.key;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.store.file.format.UnlockKey;
import java.security.SecureRandom;

/** A source at whose place a new key can be made. */
public interface GeneratedKeySource extends KeySource {

  /**
   * Makes a key and puts it there.
   *
   * @throws HalfturnException {@code KEY_EXISTS} if something is there, which is left alone; {@code
   *     STORE_FULL}, {@code STORE_READ_ONLY} or {@code DURABILITY_UNKNOWN}, leaving nothing
   */
  UnlockKey generate(SecureRandom random);

  /**
   * Refuses what {@link #generate} would refuse because of what is there.
   *
   * @throws HalfturnException {@code KEY_EXISTS}
   */
  void requireFree();

  /** Takes away what {@link #generate} made, when what it was made for failed. */
  void discard();
}
