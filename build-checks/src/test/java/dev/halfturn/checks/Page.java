// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A document in Markdown.
 *
 * @param file where it is, absolute
 * @param text without listings
 */
record Page(Path file, String text) {

  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern LISTING = Pattern.compile("(?ms)^ *(`{3,}|~{3,}).*?^ *\\1 *$");
  private static final Pattern CODE = Pattern.compile("`[^`]*`");
  private static final Pattern LINK =
      Pattern.compile("\\[(?:[^\\[\\]]|!\\[[^\\]]*]\\([^)]*\\))*]\\(([^)\\s]+)\\)");
  private static final Pattern PICTURE = Pattern.compile("!\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern DEFINITION = Pattern.compile("(?m)^\\[[^\\]]+]: (\\S+)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.*?) *#*$");

  static Page of(Path file) {
    return new Page(file, LISTING.matcher(BuiltModule.read(file)).replaceAll(""));
  }

  /** Those that the repository has, without what the build made. */
  static List<Page> all() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !("/" + ROOT.relativize(file)).matches("(?s).*[/\\\\]target[/\\\\].*"))
          .sorted()
          .map(Page::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its path below the root, with slashes. */
  String name() {
    return ROOT.relativize(file).toString().replace('\\', '/');
  }

  /** Where its links to files of the repository lead, as they are written. */
  List<String> links() {
    String plain = CODE.matcher(text).replaceAll("`");
    List<String> links = new ArrayList<>();
    for (Pattern pattern : List.of(LINK, PICTURE, DEFINITION)) {
      pattern.matcher(plain).results().map(found -> found.group(1)).forEach(links::add);
    }
    links.removeIf(link -> link.matches("(https?|mailto):.*"));
    return links.stream().distinct().toList();
  }

  /** The files and folders that it links to. */
  Set<Path> linked() {
    Set<Path> linked = new HashSet<>();
    links().forEach(link -> linked.add(target(link)));
    return linked;
  }

  Path target(String link) {
    String path = link.replaceFirst("#.*", "");
    return path.isEmpty() ? file : file.resolveSibling(path).normalize();
  }

  /** The names of its headings in links, as the usual sites that show Markdown make them. */
  Set<String> anchors() {
    Map<String, Integer> seen = new HashMap<>();
    Set<String> anchors = new HashSet<>();
    for (MatchResult heading : HEADING.matcher(text).results().toList()) {
      String anchor = anchor(heading.group(1));
      int before = seen.merge(anchor, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? anchor : anchor + "-" + before);
    }
    return anchors;
  }

  /** The first heading. */
  String title() {
    return HEADING
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no heading in " + name()));
  }

  private static String anchor(String heading) {
    return heading
        .replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }

  /** A text file that is made from the code: compared, or with the property written anew. */
  static void requireGenerated(Path file, String expected) {
    if (Boolean.getBoolean("documents.rewrite")) {
      try {
        Files.writeString(file, expected);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    String actual = Files.exists(file) ? BuiltModule.read(file) : "";
    if (!actual.equals(expected)) {
      throw new AssertionError(
          file.getFileName()
              + " is not what the code says; write it anew by -Ddocuments.rewrite=true. Expected:\n"
              + expected);
    }
  }

  @Override
  public String toString() {
    return name();
  }
}
