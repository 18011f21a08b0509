// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/** A list under version control: what differs from it is a change that somebody has to approve. */
final class GoldenList {

  private static final Path FOLDER = Path.of("src/test/resources/golden").toAbsolutePath();

  private final Path file;

  private GoldenList(Path file) {
    this.file = file;
  }

  static GoldenList named(String name) {
    return new GoldenList(FOLDER.resolve(name + ".txt"));
  }

  static GoldenList in(Path file) {
    return new GoldenList(file);
  }

  /**
   * Fails unless the list has exactly these lines; with {@code -Dgolden.update=true} writes them.
   */
  void check(Collection<String> found) {
    check(found, Boolean.getBoolean("golden.update"));
  }

  void check(Collection<String> found, boolean update) {
    SortedSet<String> lines = new TreeSet<>(found);
    if (update) {
      write(lines);
    }
    SortedSet<String> approved = new TreeSet<>(BuiltModule.read(file).lines().toList());
    StringBuilder difference = new StringBuilder();
    approved.stream()
        .filter(line -> !lines.contains(line))
        .forEach(line -> difference.append("\n- ").append(line));
    lines.stream()
        .filter(line -> !approved.contains(line))
        .forEach(line -> difference.append("\n+ ").append(line));
    if (!difference.isEmpty()) {
      throw new AssertionError(
          file.getFileName()
              + " differs:"
              + difference
              + "\nIf that is meant, update it and have the change reviewed:\n"
              + "mvn -q test -pl build-checks -am -Dtest=GoldenListsTest"
              + " -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.update=true");
    }
  }

  private void write(Collection<String> lines) {
    try {
      Files.writeString(file, String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
