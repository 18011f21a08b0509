// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.StoreCondition;
import dev.halfturn.spi.StoreMaintenance.Recovery;
import dev.halfturn.spi.StoreReport;
import dev.halfturn.store.file.format.OpenedStore;
import dev.halfturn.store.file.format.SealedStore;
import dev.halfturn.store.file.format.StoreFileFormat;
import dev.halfturn.store.file.io.FileFacts;
import dev.halfturn.store.file.io.FileOps;
import dev.halfturn.store.file.io.FileProblems;
import dev.halfturn.store.file.io.SafeReplace;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Repairs of a store, each under the lock and each only if it is needed. */
final class StoreRecovery {

  private static final Set<String> REPAIRED_FROM_PREVIOUS =
      Set.of("STORE_MISSING", "STORE_CORRUPT", "STORE_TAMPERED");

  private final StoreParts parts;
  private final boolean dryRun;

  StoreRecovery(StoreParts parts, boolean dryRun) {
    this.parts = parts;
    this.dryRun = dryRun;
  }

  StoreReport recover(Recovery how) {
    return parts
        .turn()
        .take(
            () ->
                switch (how) {
                  case FROM_PREVIOUS -> fromPrevious();
                  case ACCEPT_ROLLBACK -> acceptRollback();
                  case FIX_PERMISSIONS -> closeToOthers();
                });
  }

  private StoreReport fromPrevious() {
    Optional<HalfturnException> damage = damage();
    if (damage.isEmpty()) {
      return StoreReports.of(parts, parts.reader().read(), List.of());
    }
    Path previousPath = SafeReplace.previousOf(parts.path());
    OpenedStore previous;
    try {
      previous = parts.reader().readPreviousNotOlder();
    } catch (HalfturnException e) {
      throw StoreProblems.nothingToRecoverFrom(previousPath, e);
    }
    SealedStore next = parts.format().seal(previous, previous.entries());
    String aside = dryRun ? "" : putInPlace(previous, next);
    return StoreReports.of(
        parts, next.store(), List.of(StoreConditions.recovered(previousPath, aside)));
  }

  private Optional<HalfturnException> damage() {
    try {
      return parts.reader().read().readOnly().filter(StoreRecovery::isRepairedFromPrevious);
    } catch (HalfturnException e) {
      if (!isRepairedFromPrevious(e)) {
        throw e;
      }
      return Optional.of(e);
    }
  }

  private static boolean isRepairedFromPrevious(HalfturnException e) {
    return REPAIRED_FROM_PREVIOUS.contains(e.reason());
  }

  private String putInPlace(OpenedStore previous, SealedStore next) {
    Optional<Path> aside = parts.writer().moveAside();
    try {
      parts.writer().standIn(previous, next);
    } catch (HalfturnException e) {
      aside.ifPresent(path -> parts.writer().moveBack(path, e));
      throw e;
    }
    return aside.map(path -> "; what was damaged is kept as '" + path + "'").orElse("");
  }

  private StoreReport acceptRollback() {
    Image image = parts.reader().readWhateverItsAge();
    boolean doubted =
        image.readOnly().isPresent()
            || image.conditions().stream().anyMatch(c -> c.name().equals("HWM_LOST"));
    if (!doubted) {
      return StoreReports.of(parts, image, List.of());
    }
    if (!dryRun) {
      parts.writer().acceptAsNewest(image.store());
    }
    return StoreReports.of(
        parts,
        image.store(),
        List.of(StoreConditions.rollbackAccepted(image.store().header().generation())));
  }

  private StoreReport closeToOthers() {
    List<StoreCondition> closed = new ArrayList<>();
    try {
      for (Path file : ownFiles()) {
        if (isOursAndOpenToOthers(file)) {
          if (!dryRun) {
            parts.files().closeToOthers(file);
          }
          closed.add(StoreConditions.closedToOthers(file));
        }
      }
      return dryRun
          ? StoreReports.of(parts, readUnguarded(), closed)
          : StoreReports.of(parts, parts.reader().read(), closed);
    } catch (IOException e) {
      throw FileProblems.notWritten(parts.path(), e);
    }
  }

  private List<Path> ownFiles() {
    Path store = parts.path();
    return Stream.of("", ".prev", ".lock", ".lock.info")
        .map(suffix -> store.resolveSibling(store.getFileName() + suffix))
        .toList();
  }

  private boolean isOursAndOpenToOthers(Path file) throws IOException {
    FileOps files = parts.files();
    try {
      FileFacts facts = files.facts(file);
      return facts.kind() == FileFacts.Kind.FILE
          && facts.owner() == files.currentUser()
          && facts.openToOthers();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private OpenedStore readUnguarded() throws IOException {
    byte[] content = parts.files().read(parts.path(), StoreFileFormat.MAX_FILE_BYTES + 1);
    return parts.unlocker().open(content);
  }
}
