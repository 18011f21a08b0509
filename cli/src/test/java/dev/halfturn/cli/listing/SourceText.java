// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.listing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The repository as people write it. */
final class SourceText {

  private static final List<Path> FILES = walk();
  private static final String MAIN =
      FILES.stream()
          .map(file -> Listing.ROOT.relativize(file).toString().replace('\\', '/'))
          .filter(
              file ->
                  (file.contains("src/main/") && file.matches(".*\\.(java|json)"))
                      || file.startsWith("docs/schemas/"))
          .map(file -> Listing.read(Listing.ROOT.resolve(file)))
          .collect(Collectors.joining("\n"));

  private SourceText() {}

  /** All files but what the build and version control made. */
  static List<Path> files() {
    return FILES;
  }

  /** Whether main code or a schema has this text between quotes. */
  static boolean quotes(String text) {
    return has('"' + text + '"') || has("\\\"" + text + "\\\"");
  }

  /** Whether main code or a schema has this text. */
  static boolean has(String text) {
    return MAIN.contains(text);
  }

  private static List<Path> walk() {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          Listing.ROOT,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              String name = folder.getFileName().toString();
              return name.equals("target") || name.equals(".git")
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              files.add(file);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }
}
