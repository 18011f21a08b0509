// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** What the build has just made. */
final class Distribution {

  private Distribution() {}

  static Path folder() {
    return Path.of("target", "halfturn").toAbsolutePath();
  }

  static Path launcher() {
    return folder().resolve("bin").resolve("halfturn");
  }

  static Path copyTo(Path target) throws IOException {
    try (Stream<Path> files = Files.walk(folder())) {
      for (Path file : files.toList()) {
        Files.copy(
            file,
            target.resolve(folder().relativize(file).toString()),
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return target;
  }
}
