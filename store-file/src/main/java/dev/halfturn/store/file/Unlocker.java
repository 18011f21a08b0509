// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.store.file.format.MasterKey;
import dev.halfturn.store.file.format.OpenedStore;
import dev.halfturn.store.file.format.StoreFileFormat;
import dev.halfturn.store.file.key.KeySource;
import java.util.Optional;

/**
 * Opens generations of one store: the first by its key, which may take long, the others by the
 * master key found with it. Thread-safe.
 */
final class Unlocker {

  private final StoreFileFormat format;
  private KeySource source;
  private Optional<MasterKey> masterKey = Optional.empty();

  Unlocker(StoreFileFormat format, KeySource source) {
    this.format = format;
    this.source = source;
  }

  /** Opens the store as it is now. */
  synchronized OpenedStore open(byte[] file) {
    return remember(openAny(file));
  }

  /** Opens another generation, possibly one from before the store was given a new master key. */
  synchronized OpenedStore openAny(byte[] file) {
    if (masterKey.isPresent()) {
      try {
        return format.open(file, masterKey.get());
      } catch (HalfturnException e) {
        if (!e.reason().equals("STORE_TAMPERED")) {
          throw e;
        }
        // altered, or rekeyed by another process: the key itself tells which
      }
    }
    return format.open(file, source.read());
  }

  /** Takes over the master key of the store as it is now. */
  synchronized OpenedStore remember(OpenedStore store) {
    masterKey = Optional.of(store.masterKey());
    source = source.afterUse();
    return store;
  }

  synchronized void wipe() {
    masterKey.ifPresent(MasterKey::destroy);
  }
}
