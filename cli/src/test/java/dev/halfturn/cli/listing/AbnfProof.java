// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A grammar of RFC 5234: each rule that is used is defined, each but the first is used. */
final class AbnfProof implements ListingProof {

  /** Of RFC 5234, appendix B. */
  private static final Set<String> CORE = Set.of("ALPHA", "DIGIT", "DQUOTE", "HEXDIG", "SP", "LF");

  private static final Pattern RULE = Pattern.compile("(?m)^([a-zA-Z][a-zA-Z0-9-]*) *=");
  private static final Pattern NOT_A_NAME =
      Pattern.compile("(?m);.*$|(?:%s)?\"[^\"]*\"|%x[0-9A-Fa-f-]+|^[a-zA-Z][a-zA-Z0-9-]* *=");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");

  @Override
  public List<String> problems(String text) {
    List<String> rules = RULE.matcher(text).results().map(found -> found.group(1)).toList();
    Set<String> used =
        NAME.matcher(NOT_A_NAME.matcher(text).replaceAll(" "))
            .results()
            .map(found -> found.group())
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> problems = new ArrayList<>();
    used.stream()
        .filter(name -> !rules.contains(name) && !CORE.contains(name))
        .forEach(name -> problems.add("no rule defines " + name));
    rules.stream()
        .skip(1)
        .filter(rule -> !used.contains(rule))
        .forEach(rule -> problems.add("nothing uses the rule " + rule));
    return rules.isEmpty() ? List.of("defines no rule") : problems;
  }
}
