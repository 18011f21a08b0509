// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.StoreCondition;
import dev.halfturn.store.file.format.OpenedStore;
import dev.halfturn.store.file.format.SealedStore;
import dev.halfturn.store.file.format.StoreFileFormat;
import dev.halfturn.store.file.io.FileFacts;
import dev.halfturn.store.file.io.FileOps;
import dev.halfturn.store.file.io.FileProblems;
import dev.halfturn.store.file.io.FileSnapshot;
import dev.halfturn.store.file.io.SafeReplace;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts generations of a store in place; the caller holds the lock. */
final class StoreWriter {

  private final FileOps files;
  private final Path path;
  private final StoreFileFormat format;
  private final SafeReplace replace;
  private final MarkFile mark;

  StoreWriter(
      FileOps files, Path path, StoreFileFormat format, SafeReplace replace, MarkFile mark) {
    this.files = files;
    this.path = path;
    this.format = format;
    this.replace = replace;
    this.mark = mark;
  }

  /** The first generation, where there is no file. */
  Image create(SealedStore first) {
    acceptAsNewest(first.store());
    byte[] content = first.file();
    replace.replace(content, readBack(first), Optional.empty());
    return image(content, first, List.of());
  }

  /** The generation after the one that was read. */
  Image replace(Image current, SealedStore next) {
    boolean rekeyed = current.store().masterKey() != next.store().masterKey();
    if (rekeyed) {
      markBeforehand(current, next);
    }
    byte[] content = next.file();
    replace.replace(content, readBack(next), Optional.of(current.file()));
    return image(content, next, rekeyed ? List.of() : markAfterwards(current.store(), next));
  }

  /** The generation before, sealed anew, where the damaged store was. */
  void standIn(OpenedStore previous, SealedStore next) {
    replace.replace(next.file(), readBack(next), Optional.empty());
    markAfterwards(previous, next);
  }

  /** Gives what is at the store's path another name, if there is anything. */
  Optional<Path> moveAside() {
    Path aside = replace.asideName();
    try {
      files.rename(path, aside);
      return Optional.of(aside);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw FileProblems.notWritten(path, e);
    }
  }

  /** Undoes {@link #moveAside} after a failure. */
  void moveBack(Path aside, HalfturnException failure) {
    try {
      files.rename(aside, path);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** From now on, no newer generation is known. */
  void acceptAsNewest(OpenedStore store) {
    try {
      mark.restart(store);
    } catch (IOException e) {
      throw FileProblems.notWritten(mark.path(), e);
    }
  }

  /**
   * A mark under the new master key must be there before the store is, or a crash in between would
   * leave a store that no mark proves.
   */
  private void markBeforehand(Image current, SealedStore next) {
    try {
      mark.advance(current.store(), next.store());
    } catch (IOException e) {
      throw FileProblems.notWritten(mark.path(), e);
    }
  }

  /** The store is durable by now, so a mark that fails must not make the write look failed. */
  private List<StoreCondition> markAfterwards(OpenedStore current, SealedStore next) {
    try {
      mark.advance(current, next.store());
      return List.of();
    } catch (IOException e) {
      log().debug("cannot write '{}'", mark.path(), e);
      return List.of(StoreConditions.markLost(mark.path(), "cannot be written"));
    }
  }

  private Consumer<byte[]> readBack(SealedStore sealed) {
    return read -> {
      try {
        format.verify(read, sealed);
      } catch (HalfturnException e) {
        throw StoreProblems.notReadBack(path, e);
      }
    };
  }

  private Image image(byte[] content, SealedStore sealed, List<StoreCondition> conditions) {
    FileSnapshot file = new FileSnapshot(factsAfterwards(), content);
    return new Image(file, sealed.store(), Optional.empty(), conditions);
  }

  /** The store is durable by now; if nothing can be seen of it, it is read again when needed. */
  private FileFacts factsAfterwards() {
    try {
      return files.facts(path);
    } catch (IOException e) {
      log().debug("cannot look at '{}'", path, e);
      return FileFacts.NOT_SEEN;
    }
  }

  /** Removes what crashes left behind. */
  void sweep() {
    try {
      replace.sweep();
    } catch (IOException e) {
      log().debug("cannot remove what a crash left beside '{}'", path, e);
    }
  }

  /** Whether there may be something to {@link #sweep}; needs no lock. */
  boolean hasTemps() {
    try {
      return replace.hasTemps();
    } catch (IOException e) {
      log().debug("cannot list the directory of '{}'", path, e);
      return false;
    }
  }

  /** Asked for only when there is something to say: the first logger costs a fresh JVM 15 ms. */
  private static Logger log() {
    return LoggerFactory.getLogger(StoreWriter.class);
  }
}
