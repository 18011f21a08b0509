// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What users of Maven and Gradle take from us. */
final class Bom {

  private static final Pattern ARTIFACT = Pattern.compile("halfturn-[a-z0-9-]+");
  private static final Pattern ELEMENT =
      Pattern.compile("<(artifactId|version)>([^<$]+)</(?:artifactId|version)>");

  private static final String TEXT = Listing.read(Listing.ROOT.resolve("bom/pom.xml"));

  /** The BOM's own name among them. */
  private static final Set<String> ARTIFACTS = values("artifactId");

  private Bom() {}

  /** The version of this build. */
  static String version() {
    return values("version").iterator().next();
  }

  /** A problem for each name like one of ours that nobody could find. */
  static List<String> unknown(String text) {
    List<String> problems = new ArrayList<>();
    Matcher found = ARTIFACT.matcher(text);
    while (found.find()) {
      if (!ARTIFACTS.contains(found.group())) {
        problems.add(found.group() + " is not in the BOM");
      }
    }
    return problems;
  }

  private static Set<String> values(String name) {
    return ELEMENT
        .matcher(TEXT)
        .results()
        .filter(element -> element.group(1).equals(name))
        .map(element -> element.group(2))
        .collect(Collectors.toSet());
  }
}
