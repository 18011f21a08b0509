// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory that is gone with everything in it once it is removed. */
final class TemporaryDirectory {

  private TemporaryDirectory() {}

  static Path create() {
    try {
      return Files.createTempDirectory("halfturn-rehearsal-");
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary directory can be made", e);
    }
  }

  static void remove(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear up " + directory, e);
    }
  }
}
