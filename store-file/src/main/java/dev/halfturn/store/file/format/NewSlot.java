// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import java.util.Objects;
import java.util.Optional;

/** A slot to be made: the key that shall open it and what deriving it shall cost. */
public final class NewSlot {

  private final UnlockKey key;
  private final Optional<Argon2Cost> kdf;

  private NewSlot(UnlockKey key, Optional<Argon2Cost> kdf) {
    this.key = Objects.requireNonNull(key);
    this.kdf = kdf;
  }

  /** A slot for a key file. */
  public static NewSlot of(UnlockKey.RawKey key) {
    return new NewSlot(key, Optional.empty());
  }

  /**
   * A slot for a passphrase.
   *
   * @throws dev.halfturn.spi.HalfturnException {@code KDF_LIMIT} if the parameters are below {@link
   *     Argon2Cost#FLOOR_MEMORY_KIB} or {@link Argon2Cost#FLOOR_PASSES}
   */
  public static NewSlot of(UnlockKey.Passphrase key, Argon2Cost kdf) {
    if (kdf.isBelowFloor()) {
      throw FormatProblems.kdfLimit(
          "too cheap to protect a passphrase: " + kdf,
          "use at least "
              + Argon2Cost.FLOOR_MEMORY_KIB
              + " KiB and "
              + Argon2Cost.FLOOR_PASSES
              + " passes");
    }
    return new NewSlot(key, Optional.of(kdf));
  }

  UnlockKey key() {
    return key;
  }

  Optional<Argon2Cost> kdf() {
    return kdf;
  }

  @Override
  public String toString() {
    return "a slot for " + key;
  }
}
