// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a test counted, kept in {@code target/figures} for the table in docs/rotation.md: the build
 * keeps nothing of what is told to JUnit's reporter.
 */
final class Figures {

  private final Map<String, Object> figures = new LinkedHashMap<>();

  Figures add(String what, Object figure) {
    figures.put(what, figure);
    return this;
  }

  /**
   * Keeps them, in place of those of an earlier run.
   *
   * @param test what counted them
   */
  void keep(String test) {
    String lines =
        figures.entrySet().stream()
            .map(figure -> figure.getKey() + ": " + figure.getValue() + "\n")
            .collect(Collectors.joining());
    try {
      Path directory = Files.createDirectories(Path.of("target/figures"));
      Files.writeString(directory.resolve(test + ".txt"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
