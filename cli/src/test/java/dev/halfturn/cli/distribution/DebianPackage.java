// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The package, which the build makes where Debian is. */
final class DebianPackage {

  private DebianPackage() {}

  /** Where it lies; without it the test that asks is skipped. */
  static Path built() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      Optional<Path> built =
          files
              .filter(file -> file.getFileName().toString().matches("halfturn_.*\\.deb"))
              .findFirst();
      assumeThat(built).as("a Debian package was made").isPresent();
      return built.orElseThrow().toAbsolutePath();
    }
  }
}
