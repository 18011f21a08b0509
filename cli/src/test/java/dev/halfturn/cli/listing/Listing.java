// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.listing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A block between fences in a document.
 *
 * @param document its path below the root of the repository, with slashes
 * @param line of the opening fence, counted from 1
 * @param indent how many blanks stand before the fence
 * @param language what stands behind the fence; empty if nothing does
 * @param text without the fences, and without the indentation
 */
record Listing(String document, int line, int indent, String language, String text) {

  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern FENCE = Pattern.compile("( *)(`{3,}|~{3,})(.*)");

  /** Those of all documents. */
  static List<Listing> all() {
    List<Listing> listings = new ArrayList<>();
    for (String document : documents()) {
      listings.addAll(in(document, read(ROOT.resolve(document))));
    }
    return listings;
  }

  /** Whatever is written in Markdown and was not made by the build. */
  private static List<String> documents() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .map(file -> ROOT.relativize(file).toString().replace('\\', '/'))
          .filter(file -> file.endsWith(".md") && !file.matches("(.*/)?target/.*"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those of one document. */
  static List<Listing> in(String document, String content) {
    List<Listing> listings = new ArrayList<>();
    List<String> lines = content.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Matcher fence = FENCE.matcher(lines.get(i));
      if (fence.matches()) {
        int end = end(lines, i + 1, fence.group(2));
        int indent = fence.group(1).length();
        listings.add(
            new Listing(
                document,
                i + 1,
                indent,
                fence.group(3).strip(),
                String.join(
                    "\n",
                    lines.subList(i + 1, end).stream()
                        .map(line -> line.replaceFirst("^ {0," + indent + "}", ""))
                        .toList())));
        i = end;
      }
    }
    return listings;
  }

  private static int end(List<String> lines, int from, String fence) {
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).strip().equals(fence)) {
        return i;
      }
    }
    throw new IllegalArgumentException("a listing that does not end, before line " + from);
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return document + ":" + line + " " + language;
  }
}
