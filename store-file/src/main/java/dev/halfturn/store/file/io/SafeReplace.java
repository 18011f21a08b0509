// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.io;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Replaces a file so that a crash at any moment leaves the old content or the new one, whole, and
 * keeps the old one as {@code <store>.prev}. The caller holds the {@link StoreLock}.
 *
 * <p>When {@link #replace} returns, the new content is durable. When it throws, the old content
 * stands, with one exception that its message names: the directory could not be made durable after
 * the rename, so nobody knows which of the two a power failure would leave.
 */
public final class SafeReplace {

  private final FileOps ops;
  private final Path store;
  private final TempFiles temps;
  private final SecureRandom random;

  /** For one file, given by its real path. */
  public SafeReplace(FileOps ops, Path store, SecureRandom random) {
    this.ops = ops;
    this.store = store;
    this.temps = new TempFiles(store);
    this.random = random;
  }

  /** Where the generation before the current one is kept. */
  public static Path previousOf(Path store) {
    return store.resolveSibling(store.getFileName() + ".prev");
  }

  /** A name for a damaged file that is kept for whoever wants to know what happened to it. */
  public Path asideName() {
    return temps.aside(random);
  }

  /** Every name that the file before the current one may have. */
  public static List<Path> previousNames(Path store) {
    return List.of(previousOf(store), new TempFiles(store).previous());
  }

  /**
   * Writes a new content.
   *
   * @param content the bytes
   * @param check called with what was read back from the disk before anything is replaced; throws
   *     if it is not what was meant to be written
   * @param replaced the file that the caller read and that is to be replaced, empty to make one
   * @throws HalfturnException {@code STORE_FULL}, {@code STORE_READ_ONLY}, {@code
   *     DURABILITY_UNKNOWN}; {@code STALE_WRITE} if the file is no longer the one that was read
   */
  public void replace(byte[] content, Consumer<byte[]> check, Optional<FileSnapshot> replaced) {
    Path temp = temps.next(random);
    try {
      writeNew(temp, content);
      check.accept(ops.read(temp, content.length + 1));
      if (replaced.isPresent()) {
        keepPrevious(replaced.get().content());
      }
      requireUnchanged(replaced.map(FileSnapshot::facts));
      ops.rename(temp, store);
    } catch (IOException e) {
      throw discard(temp, FileProblems.notWritten(store, e));
    } catch (HalfturnException e) {
      throw discard(temp, e);
    }
    try {
      ops.forceDirectory(store.getParent());
    } catch (IOException e) {
      throw FileProblems.notDurable(
          store, "the new state is in place but may not survive a power failure", e);
    }
  }

  /** Removes what crashes left behind. */
  public void sweep() throws IOException {
    for (Path stale : temps.stale(ops)) {
      ops.delete(stale);
    }
  }

  /** Whether crashes left something behind, or somebody is writing now. */
  public boolean hasTemps() throws IOException {
    return !temps.stale(ops).isEmpty();
  }

  private void writeNew(Path path, byte[] content) throws IOException {
    try (FileOps.WritableFile out = ops.createNew(path)) {
      out.write(content, 0);
      out.force();
    }
  }

  private void keepPrevious(byte[] content) throws IOException {
    Path temp = temps.previous();
    ops.delete(temp);
    try {
      linkOrCopy(temp, content);
      ops.rename(temp, previousOf(store));
    } catch (IOException e) {
      deleteQuietly(temp, e);
      throw e;
    }
  }

  private void linkOrCopy(Path temp, byte[] content) throws IOException {
    try {
      ops.link(temp, store);
    } catch (UnsupportedOperationException e) {
      writeNew(temp, content);
    } catch (FileSystemException e) {
      if (FileProblems.isFull(e) || FileProblems.isReadOnly(e)) {
        throw e;
      }
      // vfat and some container file systems have no hard links
      writeNew(temp, content);
    }
  }

  private void requireUnchanged(Optional<FileFacts> expected) throws IOException {
    Optional<FileFacts> now;
    try {
      now = Optional.of(ops.facts(store));
    } catch (NoSuchFileException e) {
      now = Optional.empty();
    }
    boolean unchanged =
        expected.isPresent() == now.isPresent()
            && (expected.isEmpty() || expected.get().sameContentAs(now.get()));
    if (!unchanged) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.CONFLICT,
                  "STALE_WRITE",
                  "store '" + store + "' was changed by somebody who does not take its lock")
              .withHint("read again, then repeat; nothing was changed"));
    }
  }

  private HalfturnException discard(Path temp, HalfturnException failure) {
    deleteQuietly(temp, failure);
    return failure;
  }

  private void deleteQuietly(Path temp, Exception failure) {
    try {
      ops.delete(temp);
    } catch (IOException e) {
      // the next writer sweeps it
      failure.addSuppressed(e);
    }
  }
}
