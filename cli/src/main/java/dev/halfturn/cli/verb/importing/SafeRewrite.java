// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;

/**
 * Gives a file another content. At every moment there is the old file or the new one, whole; owner,
 * group and mode stay, and a symbolic link goes on pointing to the file.
 */
final class SafeRewrite {

  private SafeRewrite() {}

  /**
   * @param before what the file holds, as it was read
   * @throws HalfturnException {@link ErrorCode#CONFLICT} if it holds something else by now, {@link
   *     ErrorCode#FAILED_PRECONDITION} if it cannot be replaced without leaving the old content
   *     under another name or changing whose it is; it is then left as it was
   */
  static void replace(Path file, String label, String before, String after) {
    try {
      Path real = file.toRealPath();
      requireOneName(real, label);
      Path directory = real.toAbsolutePath().getParent();
      // readable by nobody else, until it gets the mode of the file
      Path temporary = Files.createTempFile(directory, ".halfturn", ".tmp");
      try {
        write(temporary, after);
        copyOwner(real, temporary);
        if (!Files.readString(real).equals(before)) {
          throw new HalfturnException(
              Problem.of(ErrorCode.CONFLICT, label + " was changed meanwhile")
                  .withHint("it is left as it is; try again"));
        }
        Files.move(
            temporary, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(directory);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw refused(label + " cannot be replaced (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static void requireOneName(Path file, String label) throws IOException {
    boolean known = file.getFileSystem().supportedFileAttributeViews().contains("unix");
    if (known && (Integer) Files.getAttribute(file, "unix:nlink") > 1) {
      throw refused(label + " has another name, a hard link, under which the values would stay");
    }
  }

  private static void write(Path file, String content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static void copyOwner(Path from, Path to) throws IOException {
    Optional<PosixFileAttributeView> view =
        Optional.ofNullable(Files.getFileAttributeView(to, PosixFileAttributeView.class));
    if (view.isPresent()) {
      PosixFileAttributes wanted = Files.readAttributes(from, PosixFileAttributes.class);
      PosixFileAttributes present = view.get().readAttributes();
      if (!present.owner().equals(wanted.owner())) {
        view.get().setOwner(wanted.owner());
      }
      if (!present.group().equals(wanted.group())) {
        view.get().setGroup(wanted.group());
      }
      view.get().setPermissions(wanted.permissions());
    }
  }

  /** Makes the new name last; not every system can. */
  private static void force(Path directory) throws IOException {
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static HalfturnException refused(String message) {
    return new HalfturnException(
        Problem.of(ErrorCode.FAILED_PRECONDITION, message)
            .withHint("it is left as it is; take the values out by hand"));
  }
}
