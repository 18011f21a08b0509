// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.store.file.format.NewSlot;
import dev.halfturn.store.file.io.FileOps;
import dev.halfturn.store.file.io.FileProblems;
import dev.halfturn.store.file.io.SafeReplace;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Makes a store where there is none, wholly or not at all. */
final class StoreCreation {

  private final StoreParts parts;

  StoreCreation(StoreParts parts) {
    this.parts = parts;
  }

  Image create(NewKey key) {
    return parts
        .turn()
        .take(
            () -> {
              // a previous generation is a store that can be recovered
              requireNothingAt(parts.path());
              requireNothingAt(SafeReplace.previousOf(parts.path()));
              return key.use(this::createWith);
            });
  }

  private void requireNothingAt(Path path) {
    try {
      parts.files().facts(path);
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      throw FileProblems.notRead(path, e);
    }
    throw StoreProblems.exists(path);
  }

  private Image createWith(NewSlot slot) {
    try {
      return parts.writer().create(parts.format().create(slot));
    } catch (HalfturnException e) {
      removeAfter(e);
      throw e;
    }
  }

  /** The key may be taken away now, and an empty store without a key is of no use. */
  private void removeAfter(HalfturnException failure) {
    FileOps files = parts.files();
    try {
      files.delete(parts.path());
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
