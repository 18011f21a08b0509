// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.listing;

import dev.halfturn.cli.VerbTree;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines for the tables of other programs: what they would have run of ours exists. */
final class TextProof implements ListingProof {

  private static final Pattern OURS = Pattern.compile("(?s)halfturn(?:\\.bat)? ([a-z-]+).*");
  private static final List<List<String>> VERBS = VerbTree.verbs();
  private static final ShellProof SHELL = new ShellProof();

  @Override
  public List<String> problems(String text) {
    Matcher ours = OURS.matcher(text);
    return ours.find() && VERBS.contains(List.of(ours.group(1)))
        ? SHELL.problems(ours.group().replace("\"", ""))
        : List.of("no test says that this is right; name one in listings.txt");
  }
}
