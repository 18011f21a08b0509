// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.exec;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Values in files, each for the user alone, in a folder that goes when this is closed. Where the
 * user has a folder in memory, it is made there.
 */
final class HandedFiles implements AutoCloseable {

  /** What is put behind a variable's name if it names a file that has the value. */
  static final String SUFFIX = "_FILE";

  private final Path folder;

  private HandedFiles(Path folder) {
    this.folder = folder;
  }

  /** Makes the folder, empty. */
  static HandedFiles in(Map<String, String> environment) {
    Path parent =
        Stream.of("XDG_RUNTIME_DIR", "TMPDIR")
            .flatMap(name -> Optional.ofNullable(environment.get(name)).stream())
            .map(Path::of)
            .filter(Files::isDirectory)
            .findFirst()
            .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
    try {
      return new HandedFiles(
          Files.createTempDirectory(parent, "halfturn-", mode(parent, "rwx------")));
    } catch (IOException e) {
      throw notWritten(e);
    }
  }

  /** Writes each value into a file; names of variables that name the files. */
  Map<String, String> write(Map<String, String> values) {
    Map<String, String> paths = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          Path file = folder.resolve(name);
          try {
            Files.createFile(file, mode(file, "rw-------"));
            Files.write(
                file, value.getBytes(StandardCharsets.UTF_8), StandardOpenOption.TRUNCATE_EXISTING);
          } catch (IOException e) {
            throw notWritten(e);
          }
          paths.put(name + SUFFIX, file.toString());
        });
    return paths;
  }

  /** Removes the folder, whatever the child has made of it. */
  @Override
  public void close() {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> left = Files.walk(folder)) {
      for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new HalfturnException(
          Problem.of(ErrorCode.UNAVAILABLE, "cannot remove " + folder)
              .withHint("it may hold secrets: remove it by hand"));
    }
  }

  private static FileAttribute<?>[] mode(Path path, String mode) {
    FileSystem system = path.getFileSystem();
    return system.supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }

  private static HalfturnException notWritten(IOException e) {
    return new HalfturnException(
        Problem.of(
                ErrorCode.UNAVAILABLE,
                "cannot write a file for the command (" + e.getClass().getSimpleName() + ")")
            .withHint("set XDG_RUNTIME_DIR or TMPDIR to a folder that can be written"));
  }
}
