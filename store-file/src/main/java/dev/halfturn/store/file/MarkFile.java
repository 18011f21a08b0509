// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import dev.halfturn.store.file.format.MasterKey;
import dev.halfturn.store.file.format.OpenedStore;
import dev.halfturn.store.file.format.RollbackMark;
import dev.halfturn.store.file.io.FileOps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The mark of the newest generation, kept outside the store's directory so that an older file put
 * back there is noticed. Two slots in pages of their own take turns, so that a crash can damage at
 * most the one being written, and writing one in place costs a third of replacing the file.
 *
 * <p>Written only under the lock of the store.
 */
final class MarkFile {

  private static final int PAGE = 4096;
  private static final int SLOTS = 2;

  private final FileOps files;
  private final Path path;

  private MarkFile(FileOps files, Path path) {
    this.files = files;
    this.path = path;
  }

  /**
   * The mark of one store.
   *
   * @param store the store's real path
   */
  static MarkFile of(FileOps files, Path stateDirectory, Path store) {
    return new MarkFile(
        files, stateDirectory.toAbsolutePath().resolve("file-store-" + idOf(store) + ".mark"));
  }

  private static String idOf(Path store) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(store.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  Path path() {
    return path;
  }

  /** The two slots as they are; whether they are genuine only a master key can tell. */
  static final class Slots {
    private final byte[] content;

    private Slots(byte[] content) {
      this.content = content;
    }

    /** Whether nothing is there that could be a mark. */
    boolean isEmpty() {
      for (byte b : content) {
        if (b != 0) {
          return false;
        }
      }
      return true;
    }

    /** The newest generation that a holder of this key marked. */
    Optional<Long> newest(MasterKey key) {
      Optional<Long> newest = Optional.empty();
      for (int slot = 0; slot < SLOTS; slot++) {
        Optional<Long> generation = generation(slot, key);
        if (generation.isPresent() && (newest.isEmpty() || generation.get() > newest.get())) {
          newest = generation;
        }
      }
      return newest;
    }

    /** The slot to be written next: never the one that holds the newest mark. */
    Optional<Integer> next(MasterKey key) {
      Optional<Long> first = generation(0, key);
      Optional<Long> second = generation(1, key);
      if (first.isEmpty() && second.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(first.orElse(0L) >= second.orElse(0L) ? 1 : 0);
    }

    private Optional<Long> generation(int slot, MasterKey key) {
      int start = slot * PAGE;
      if (content.length < start + RollbackMark.BYTES) {
        return Optional.empty();
      }
      byte[] encoded = Arrays.copyOfRange(content, start, start + RollbackMark.BYTES);
      return RollbackMark.decode(encoded, key).map(RollbackMark::generation);
    }
  }

  Slots read() throws IOException {
    try {
      return new Slots(files.read(path, SLOTS * PAGE));
    } catch (NoSuchFileException e) {
      return new Slots(new byte[0]);
    }
  }

  /**
   * Marks the generation after one that is marked already, if possible. Whichever of the two a
   * crash leaves in place as the store, a mark that its own key proves is there.
   */
  void advance(OpenedStore current, OpenedStore next) throws IOException {
    Optional<Integer> slot = read().next(current.masterKey());
    if (slot.isEmpty()) {
      writeAnew(current, next);
      return;
    }
    try (FileOps.WritableFile out = files.openExisting(path)) {
      out.write(encode(next), (long) slot.get() * PAGE);
      out.forceContent();
    }
  }

  /** Forgets what was marked; from now on, this generation is the newest one known. */
  void restart(OpenedStore store) throws IOException {
    writeAnew(store, store);
  }

  private void writeAnew(OpenedStore first, OpenedStore second) throws IOException {
    byte[] content = new byte[SLOTS * PAGE];
    System.arraycopy(encode(first), 0, content, 0, RollbackMark.BYTES);
    System.arraycopy(encode(second), 0, content, PAGE, RollbackMark.BYTES);
    Path temp = path.resolveSibling(path.getFileName() + ".tmp");
    files.createDirectories(path.getParent());
    files.delete(temp);
    try (FileOps.WritableFile out = files.createNew(temp)) {
      out.write(content, 0);
      out.force();
    }
    files.rename(temp, path);
    files.forceDirectory(path.getParent());
  }

  private static byte[] encode(OpenedStore store) {
    return RollbackMark.of(store.header()).encode(store.masterKey());
  }
}
