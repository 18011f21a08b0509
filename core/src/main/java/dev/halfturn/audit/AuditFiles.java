// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.audit;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a log: {@code audit.jsonl} is written to; {@code audit.1.jsonl}, {@code
 * audit.2.jsonl} ... are full, the first of them the oldest.
 */
final class AuditFiles {

  private final Path current;
  private final String stem;
  private final String extension;
  private final Pattern full;

  AuditFiles(Path current) {
    this.current = current.toAbsolutePath().normalize();
    String name = String.valueOf(this.current.getFileName());
    int dot = name.lastIndexOf('.');
    this.stem = dot > 0 ? name.substring(0, dot) : name;
    this.extension = dot > 0 ? name.substring(dot) : "";
    this.full =
        Pattern.compile(Pattern.quote(stem) + "\\.([1-9][0-9]{0,8})" + Pattern.quote(extension));
  }

  /** The one that is written to, or will be. */
  Path current() {
    return current;
  }

  /** Where the end of the log is noted, and what processes lock while they write. */
  Path mark() {
    return sibling(stem + extension + ".mark");
  }

  /** Where a full one lies. */
  Path full(int number) {
    return sibling(stem + "." + number + extension);
  }

  private Path sibling(String name) {
    return current.resolveSibling(name);
  }

  /** Those that are full and still here, by number. */
  SortedMap<Integer, Path> full() throws IOException {
    SortedMap<Integer, Path> found = new TreeMap<>();
    Path directory = current.getParent();
    if (directory == null) {
      return found;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Matcher matcher = full.matcher(String.valueOf(file.getFileName()));
        if (matcher.matches()) {
          found.put(Integer.valueOf(matcher.group(1)), file);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return found; // nothing was written yet
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }

  /** The number that the current one will have once it is full: those before may be gone. */
  static int number(SortedMap<Integer, Path> full, Optional<AuditMark.End> mark) {
    int next = full.isEmpty() ? 1 : full.lastKey() + 1;
    return mark.map(end -> Math.max(next, end.file())).orElse(next);
  }

  /** All of them, in the order of their lines. */
  SortedMap<Integer, Path> all(Optional<AuditMark.End> mark) throws IOException {
    SortedMap<Integer, Path> all = new TreeMap<>(full());
    if (Files.exists(current)) {
      all.put(number(full(), mark), current);
    }
    return all;
  }
}
