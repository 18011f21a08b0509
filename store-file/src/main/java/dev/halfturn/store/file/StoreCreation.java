// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.store.file.format.NewSlot;
import dev.halfturn.store.file.format.SealedStore;
import dev.halfturn.store.file.io.FileOps;
import dev.halfturn.store.file.io.FileProblems;
import dev.halfturn.store.file.io.SafeReplace;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

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
              requireNothing();
              return key.use(this::createWith);
            });
  }

  /** What {@link #create} refuses, without writing anything. */
  void check(NewKey key) {
    requireNothing();
    SealedStore unused = key.rehearse(parts.format()::create);
  }

  private void requireNothing() {
    requireNothingAt(parts.path());
    // a previous generation is a store that can be recovered
    requireNothingAt(SafeReplace.previousOf(parts.path()));
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
    SealedStore first = parts.format().create(slot);
    try {
      return parts.writer().create(first);
    } catch (HalfturnException e) {
      removeAfter(e, first.file());
      throw e;
    }
  }

  /**
   * The key may be taken away now, and an empty store without a key is of no use. What somebody
   * else has put there meanwhile stays.
   */
  private void removeAfter(HalfturnException failure, byte[] ours) {
    FileOps files = parts.files();
    try {
      if (Arrays.equals(files.read(parts.path(), ours.length + 1), ours)) {
        files.delete(parts.path());
      }
    } catch (NoSuchFileException e) {
      return;
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
