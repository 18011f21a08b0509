// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.key;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.store.file.format.UnlockKey;

/** Where the key of a store comes from. Thread-safe; {@code toString} names the place only. */
public interface KeySource {

  /**
   * Reads the key; each time anew, so that it need not be kept.
   *
   * @throws HalfturnException {@code KEY_MISSING}, {@code STORE_INSECURE}, {@code
   *     KEY_COMMAND_FAILED} or {@code WRONG_KEY}
   */
  UnlockKey read();

  /** What to ask the next time, once a store was opened. */
  default KeySource afterUse() {
    return this;
  }

  /**
   * Refuses a key that is too easy to guess to make a slot for it.
   *
   * @throws HalfturnException {@code WEAK_PASSPHRASE}
   */
  default void requireStrength() {}
}
