// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dependencies for Gradle: those on us are in the BOM, in the version of this build. */
final class GradleProof implements ListingProof {

  private static final Pattern VERSION = Pattern.compile("dev\\.halfturn:[a-z-]+:([^\")]+)");

  @Override
  public List<String> problems(String text) {
    List<String> problems = new ArrayList<>(Bom.unknown(text));
    Matcher found = VERSION.matcher(text);
    while (found.find()) {
      if (!found.group(1).equals(Bom.version())) {
        problems.add(found.group() + " is not of version " + Bom.version());
      }
    }
    return problems;
  }
}
