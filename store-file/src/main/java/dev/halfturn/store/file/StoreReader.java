// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.StoreCondition;
import dev.halfturn.store.file.format.OpenedStore;
import dev.halfturn.store.file.format.StoreFileFormat;
import dev.halfturn.store.file.io.FileFacts;
import dev.halfturn.store.file.io.FileGuard;
import dev.halfturn.store.file.io.FileOps;
import dev.halfturn.store.file.io.FileProblems;
import dev.halfturn.store.file.io.FileSnapshot;
import dev.halfturn.store.file.io.SafeReplace;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a store file whole and decides whether it can be believed. Thread-safe. */
final class StoreReader {

  private final FileOps files;
  private final Path path;
  private final Unlocker unlocker;
  private final MarkFile mark;
  private final Leniency leniency;

  /**
   * What is let pass, for reading only.
   *
   * @param rollback a store that is older than known
   * @param damage a damaged store, in whose place the generation before is read
   */
  record Leniency(boolean rollback, boolean damage) {}

  StoreReader(FileOps files, Path path, Unlocker unlocker, MarkFile mark, Leniency leniency) {
    this.files = files;
    this.path = path;
    this.unlocker = unlocker;
    this.mark = mark;
    this.leniency = leniency;
  }

  /** The store as it is now. */
  Image read() {
    Image image = readOnce();
    // a rekey between reading the mark and reading the store makes both look foreign, once
    return image.readOnly().isPresent() ? requireAllowed(readOnce()) : image;
  }

  /** The store as it is now, however old it is. */
  Image readWhateverItsAge() {
    Image image = readOnce();
    StoreProblems.throwIfPresent(
        image.readOnly().filter(why -> !why.reason().equals(StoreProblems.ROLLED_BACK)));
    return image;
  }

  private Image requireAllowed(Image image) {
    if (image.readOnly().isPresent()) {
      HalfturnException why = image.readOnly().get();
      boolean allowed =
          why.reason().equals(StoreProblems.ROLLED_BACK) ? leniency.rollback() : leniency.damage();
      if (!allowed) {
        throw why;
      }
    }
    return image;
  }

  private Image readOnce() {
    List<StoreCondition> conditions = new ArrayList<>();
    // the mark first: whoever writes in between makes the store newer, never older than its mark
    Optional<MarkFile.Slots> slots = readMark(conditions);
    FileSnapshot file = snapshot();
    OpenedStore store;
    try {
      store = unlocker.open(file.content());
    } catch (HalfturnException e) {
      HalfturnException named = StoreProblems.about(path, e);
      if (e.code() != ErrorCode.CORRUPT) {
        throw named;
      }
      return previousInsteadOf(file, named, slots, conditions);
    }
    HardLinks.condition(files, path, file.facts()).ifPresent(conditions::add);
    Optional<HalfturnException> doubt = slots.flatMap(marked -> doubt(marked, store, 0));
    doubt.ifPresent(e -> conditions.add(StoreConditions.rolledBack(e)));
    return new Image(file, store, doubt, conditions);
  }

  private Optional<MarkFile.Slots> readMark(List<StoreCondition> conditions) {
    try {
      MarkFile.Slots slots = mark.read();
      if (!slots.isEmpty()) {
        return Optional.of(slots);
      }
      conditions.add(StoreConditions.markLost(mark.path(), "is missing"));
    } catch (IOException e) {
      conditions.add(StoreConditions.markLost(mark.path(), "cannot be read"));
    }
    return Optional.empty();
  }

  private Optional<HalfturnException> doubt(
      MarkFile.Slots slots, OpenedStore store, int generationsBehind) {
    Optional<Long> newest = slots.newest(store.masterKey());
    if (newest.isEmpty()) {
      return Optional.of(StoreProblems.foreign(path, mark.path()));
    }
    long generation = store.header().generation();
    return generation + generationsBehind < newest.get()
        ? Optional.of(StoreProblems.rolledBack(path, generation, newest.get()))
        : Optional.empty();
  }

  /** The generation before, unless there is any doubt that it is the one just before. */
  private Image previousInsteadOf(
      FileSnapshot damaged,
      HalfturnException damage,
      Optional<MarkFile.Slots> slots,
      List<StoreCondition> conditions) {
    if (!leniency.damage() || slots.isEmpty()) {
      throw damage;
    }
    OpenedStore previous;
    try {
      previous = readPrevious();
      StoreProblems.throwIfPresent(doubt(slots.get(), previous, 1));
    } catch (HalfturnException e) {
      damage.addSuppressed(e);
      throw damage;
    }
    conditions.add(StoreConditions.readingPrevious(damage));
    return new Image(damaged, previous, Optional.of(damage), conditions);
  }

  /** The generation before the current one, proved. */
  OpenedStore readPrevious() {
    Path previous = SafeReplace.previousOf(path);
    try {
      FileSnapshot file = snapshot(previous);
      return unlocker.openAny(file.content());
    } catch (HalfturnException e) {
      throw StoreProblems.about(previous, e);
    } catch (NoSuchFileException e) {
      throw StoreProblems.missing(previous);
    } catch (IOException e) {
      throw FileProblems.notRead(previous, e);
    }
  }

  /** The generation before the current one, unless it is older than that. */
  OpenedStore readPreviousNotOlder() {
    OpenedStore previous = readPrevious();
    if (!leniency.rollback()) {
      StoreProblems.throwIfPresent(
          readMark(new ArrayList<>()).flatMap(slots -> doubt(slots, previous, 1)));
    }
    return previous;
  }

  /** The bytes of the store, if nobody else can touch them. */
  FileSnapshot snapshot() {
    try {
      return snapshot(path);
    } catch (NoSuchFileException e) {
      throw previousExists()
          ? StoreProblems.missingBesidePrevious(path)
          : StoreProblems.missing(path);
    } catch (IOException e) {
      throw FileProblems.notRead(path, e);
    }
  }

  private FileSnapshot snapshot(Path file) throws IOException {
    FileFacts facts = files.facts(file);
    FileGuard.checkFile("store", file, facts, files.currentUser());
    return new FileSnapshot(facts, files.read(file, StoreFileFormat.MAX_FILE_BYTES + 1));
  }

  private boolean previousExists() {
    try {
      files.facts(SafeReplace.previousOf(path));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
