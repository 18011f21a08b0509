// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Replaces the text of a file as a whole; who may read it stays the same. */
final class AtomicText {

  private static final FileAttribute<?>[] ANY = {};

  private AtomicText() {}

  /** A link stays one: what it points to is replaced. */
  static void replace(Path named, String text) throws IOException {
    Path path = named.toRealPath();
    Path temp = path.resolveSibling("." + path.getFileName() + ".tmp");
    Files.deleteIfExists(temp);
    try {
      write(temp, text, isPosix(path));
      if (isPosix(path)) {
        likeTheOther(temp, path);
      }
      Files.move(temp, path, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temp);
    }
  }

  private static void write(Path temp, String text, boolean posix) throws IOException {
    FileAttribute<?>[] closed =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : ANY;
    try (FileChannel out =
        FileChannel.open(
            temp, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), closed)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
  }

  private static void likeTheOther(Path temp, Path path) throws IOException {
    PosixFileAttributes old = Files.readAttributes(path, PosixFileAttributes.class);
    PosixFileAttributes now = Files.readAttributes(temp, PosixFileAttributes.class);
    PosixFileAttributeView view = Files.getFileAttributeView(temp, PosixFileAttributeView.class);
    if (!now.group().equals(old.group())) {
      view.setGroup(old.group());
    }
    if (!now.owner().equals(old.owner())) {
      view.setOwner(old.owner());
    }
    view.setPermissions(old.permissions());
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
