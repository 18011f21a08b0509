// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.output.ShownName;
import dev.halfturn.cli.output.Table;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@code import --scan}: where secrets stand in source code; what they are is never shown. */
final class SourceScan {

  /** What is not written by hand, or holds the same a hundred times. */
  private static final Set<String> SKIPPED = Set.of(".git", ".hg", ".svn", "node_modules");

  private static final long MAX_SIZE = 4 << 20;

  private final Invocation invocation;
  private final Table table = Table.withoutHeadings(3);
  private final List<Map<String, Object>> hits = new ArrayList<>();
  private final Set<Path> files = new TreeSet<>();
  private final List<String> unread = new ArrayList<>();

  SourceScan(Invocation invocation) {
    this.invocation = invocation;
  }

  /** Looks through a directory, or a single file. */
  ExitCode run(Path directory) {
    Path root = root(directory);
    for (Path file : below(root)) {
      try {
        String name =
            Files.isDirectory(root)
                ? directory.resolve(root.relativize(file)).toString()
                : directory.toString();
        List<HardCoded.Hit> found = HardCoded.in(Files.readAllBytes(file));
        found.forEach(hit -> add(ShownName.of(name), hit));
        if (!found.isEmpty()) {
          files.add(file);
        }
      } catch (IOException e) {
        unread.add(ShownName.of(file.toString()));
      }
    }
    unread.forEach(file -> invocation.warn("could not look into " + file));
    report(directory);
    if (!hits.isEmpty()) {
      return ExitCode.FAILED;
    }
    return unread.isEmpty() ? ExitCode.DONE : ExitCode.PERMISSION_DENIED;
  }

  /** A link that was named is followed, as no other is. */
  private Path root(Path directory) {
    try {
      return invocation.surroundings().directory().resolve(directory).toRealPath();
    } catch (IOException e) {
      throw new HalfturnException(
          Problem.of(
              ErrorCode.NOT_FOUND, "there is no directory " + ShownName.of(directory.toString())));
    }
  }

  private void add(String file, HardCoded.Hit hit) {
    table.row(
        file + ":" + hit.line() + " ",
        hit.what() + " ",
        hit.beginning().isEmpty()
            ? "64 hexadecimal digits"
            : hit.beginning() + invocation.glyphs().ellipsis());
    Map<String, Object> members = JsonText.object();
    members.put("file", file);
    members.put("line", hit.line());
    members.put("what", hit.what());
    hits.add(members);
  }

  private void report(Path directory) {
    Map<String, Object> members = JsonText.object();
    members.put("directory", ShownName.of(directory.toString()));
    members.put("hits", hits);
    members.put("unread", unread);
    List<String> lines = new ArrayList<>(table.lines());
    lines.add(
        hits.isEmpty()
            ? "No secret was found in " + ShownName.of(directory.toString())
            : "%s in %s. Who has the source has them, its history included: store them, then rotate."
                .formatted(count(hits.size(), "secret"), count(files.size(), "file")));
    invocation.result("import-scan", members, lines);
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private List<Path> below(Path root) {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(root, new Collector(found));
    } catch (IOException e) {
      throw new HalfturnException(
          Problem.of(ErrorCode.UNAVAILABLE, "cannot look through the directory"));
    }
    return found.stream().sorted().toList();
  }

  /** Files that may be source code. Links are not followed. */
  private final class Collector extends SimpleFileVisitor<Path> {
    private final List<Path> found;

    Collector(List<Path> found) {
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      return SKIPPED.contains(String.valueOf(directory.getFileName()))
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && attributes.size() <= MAX_SIZE) {
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      unread.add(ShownName.of(file.toString()));
      return FileVisitResult.CONTINUE;
    }
  }
}
