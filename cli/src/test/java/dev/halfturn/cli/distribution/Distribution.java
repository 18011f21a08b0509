// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the build has just made. */
final class Distribution {

  private static final Pattern CLI = Pattern.compile("halfturn-cli-(.*)\\.jar");

  private Distribution() {}

  static Path folder() {
    return Path.of("target", "halfturn").toAbsolutePath();
  }

  static Path launcher() {
    return folder().resolve("bin").resolve("halfturn");
  }

  /** As the name of the command's own library says. */
  static String version() throws IOException {
    try (Stream<Path> libraries = Files.list(folder().resolve("lib"))) {
      return libraries
          .map(library -> CLI.matcher(library.getFileName().toString()))
          .filter(Matcher::matches)
          .map(name -> name.group(1))
          .findFirst()
          .orElseThrow();
    }
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
