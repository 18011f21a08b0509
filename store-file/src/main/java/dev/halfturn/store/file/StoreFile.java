// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import dev.halfturn.spi.StoreCondition;
import dev.halfturn.store.file.format.OpenedStore;
import dev.halfturn.store.file.format.SealedStore;
import dev.halfturn.store.file.io.FileProblems;
import dev.halfturn.store.file.io.FileSnapshot;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open store file: read again when it has changed, written under the lock. Between changes the
 * decrypted image is kept, which saves opening and parsing; a change by anybody is noticed because
 * the file is looked at before each use. Thread-safe.
 */
final class StoreFile {

  private final StoreParts parts;
  private final Set<String> told = new HashSet<>(); // guarded by itself
  private volatile Image image;

  StoreFile(StoreParts parts) {
    this.parts = parts;
  }

  /**
   * What a change makes of a store.
   *
   * @param next what is to be written, if anything
   * @param result what the caller wants to know
   */
  record Step<R>(Optional<SealedStore> next, R result) {}

  /** The store as it is now. */
  Image read() {
    Image known = image;
    return known != null && isUnchanged(known) ? known : readAgain();
  }

  private synchronized Image readAgain() {
    Image known = image;
    return known != null && isUnchanged(known) ? known : keep(parts.reader().read());
  }

  private boolean isUnchanged(Image known) {
    try {
      return parts.files().facts(parts.path()).sameAs(known.file().facts())
          && known.beginsWith(parts.files().read(parts.path(), known.headLength()));
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw FileProblems.notRead(parts.path(), e);
    }
  }

  /** Writes what the change makes of the store as it is now. */
  <R> R write(Function<OpenedStore, Step<R>> change) {
    return parts
        .turn()
        .take(
            () -> {
              Image current = currentForWriting();
              Step<R> step = change.apply(current.store());
              step.next().ifPresent(next -> keep(parts.writer().replace(current, next)));
              return step.result();
            });
  }

  /** Every byte counts here: what is written replaces all of it. */
  private synchronized Image currentForWriting() {
    Image known = image;
    FileSnapshot now = parts.reader().snapshot();
    Image current =
        known != null && Arrays.equals(known.file().content(), now.content())
            ? known.withFile(now)
            : keep(parts.reader().read());
    StoreProblems.throwIfPresent(current.readOnly());
    return current;
  }

  private Image keep(Image read) {
    parts.unlocker().remember(read.store());
    image = read;
    read.conditions().forEach(this::tellOnce);
    return read;
  }

  private void tellOnce(StoreCondition condition) {
    boolean first;
    synchronized (told) {
      first = told.add(condition.name());
    }
    if (first) {
      log().warn("{}: {}", condition.name(), condition.text());
    }
  }

  /** Removes what crashes left behind, unless somebody is writing. */
  void sweepIfIdle() {
    if (parts.writer().hasTemps()) {
      parts.turn().takeIfFree(parts.writer()::sweep);
    }
  }

  @Override
  public String toString() {
    return parts.path().toString();
  }

  /** Forgets the master key. */
  void wipe() {
    parts.unlocker().wipe();
  }

  /** Asked for only when there is something to say: the first logger costs a fresh JVM 15 ms. */
  private static Logger log() {
    return LoggerFactory.getLogger(StoreFile.class);
  }
}
