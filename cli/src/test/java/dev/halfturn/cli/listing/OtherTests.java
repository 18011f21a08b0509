// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.listing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The listings of which some other test, which reads that very document, shows that they are right:
 * {@code listings.txt}, a line for each document and language. Where no test is named but {@code
 * drawing}, there is nothing to be shown.
 */
final class OtherTests {

  static final String DRAWING = "drawing";

  private static final Path LIST = Path.of("src/test/resources/listings.txt");
  private static final Pattern LINE = Pattern.compile("(\\S+) (\\S+) (\\S+)");

  /**
   * @param test its source below the root of the repository
   */
  record Entry(String document, String language, String test) {

    boolean isFor(Listing listing) {
      String named = listing.language().isEmpty() ? "-" : listing.language();
      return document.equals(listing.document()) && language.equals(named);
    }

    /** What is wrong with the entry itself. */
    List<String> problems() {
      Path source = Listing.ROOT.resolve(test);
      if (test.equals(DRAWING)) {
        return List.of();
      }
      if (!Files.isRegularFile(source)) {
        return List.of("there is no test " + test);
      }
      String text = Listing.read(source);
      return text.contains(document) || (isBeside() && text.contains(name()))
          ? List.of()
          : List.of(test + " does not read " + document);
    }

    /** A test of an example reads the example's own page. */
    private boolean isBeside() {
      return test.startsWith(document.substring(0, document.length() - name().length()));
    }

    private String name() {
      return document.substring(document.lastIndexOf('/') + 1);
    }
  }

  private OtherTests() {}

  static List<Entry> all() {
    return Listing.read(LIST)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(OtherTests::entry)
        .toList();
  }

  static Optional<Entry> of(Listing listing) {
    return all().stream().filter(entry -> entry.isFor(listing)).findFirst();
  }

  private static Entry entry(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a line of " + LIST + ": " + line);
    }
    return new Entry(matcher.group(1), matcher.group(2), matcher.group(3));
  }
}
