// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.vectors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The vectors that are kept with the tests. */
final class VectorFiles {

  static final String ENDING = ".vector";

  private VectorFiles() {}

  static List<Vector> all() {
    try (Stream<Path> files = Files.list(directory())) {
      return files
          .filter(file -> file.toString().endsWith(ENDING))
          .sorted()
          .map(VectorFiles::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Vector read(Path file) {
    try {
      String name = file.getFileName().toString();
      return Vector.parse(
          name.substring(0, name.length() - ENDING.length()), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path directory() {
    try {
      return Path.of(VectorFiles.class.getResource("/vectors/").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
