// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One statement of a queue's policy, as far as it can be judged from outside. */
final class PolicyStatement {

  private static final Pattern ACCOUNT =
      Pattern.compile("(?:arn:[\\w-]+:[\\w-]*:[\\w-]*:)?(\\d{12})(?::.*)?");
  private static final Pattern ROOT = Pattern.compile("(?:arn:[\\w-]+:iam::)?(\\d{12})(?::root)?");

  private static final Set<String> SAYS_WHO =
      Set.of(
          "aws:sourceaccount",
          "aws:sourceowner",
          "aws:sourcearn",
          "aws:principalaccount",
          "aws:principalarn");

  private final Fields fields;

  PolicyStatement(Fields fields) {
    this.fields = fields;
  }

  boolean allows() {
    return fields.text("Effect").filter("Allow"::equalsIgnoreCase).isPresent();
  }

  boolean hasCondition() {
    return !fields.object("Condition").isEmpty();
  }

  /** Whether it only refuses what is not encrypted on its way, as many policies do. */
  boolean wantsTlsAlone() {
    Fields condition = fields.object("Condition");
    return condition.keys().size() == 1
        && condition.object("Bool").texts("aws:SecureTransport").equals(List.of("false"));
  }

  boolean covers(String action, String resource) {
    return matchesAction(action) && matchesResource(resource);
  }

  private boolean matchesAction(String action) {
    List<String> others = fields.texts("NotAction");
    return others.isEmpty()
        ? fields.texts("Action").stream().anyMatch(pattern -> isLike(pattern, action))
        : others.stream().noneMatch(pattern -> isLike(pattern, action));
  }

  private boolean matchesResource(String resource) {
    List<String> named = fields.texts("Resource");
    return named.isEmpty() || named.stream().anyMatch(pattern -> isLike(pattern, resource));
  }

  private static boolean isLike(String pattern, String text) {
    StringBuilder expression = new StringBuilder();
    for (char c : pattern.toLowerCase(Locale.ROOT).toCharArray()) {
      expression.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    return text.toLowerCase(Locale.ROOT).matches(expression.toString());
  }

  /** Whether it is about everybody in that account. */
  boolean isAboutAccount(String account) {
    return principals().stream()
        .anyMatch(
            principal -> {
              Matcher root = ROOT.matcher(principal);
              return principal.equals("*") || (root.matches() && root.group(1).equals(account));
            });
  }

  /** Those it is about that belong to none of these accounts, as the policy writes them. */
  List<String> strangers(Set<String> accounts) {
    if (saysWhichOf(accounts)) {
      return List.of();
    }
    List<String> strangers = new ArrayList<>();
    for (String principal : principals()) {
      Matcher account = ACCOUNT.matcher(principal);
      if (!account.matches() || !accounts.contains(account.group(1))) {
        strangers.add(principal);
      }
    }
    return strangers;
  }

  /** Services, federations and unique ids too; {@code *} for "all but". */
  private List<String> principals() {
    List<String> principals = new ArrayList<>(fields.texts("Principal"));
    Fields named = fields.object("Principal");
    named.keys().forEach(kind -> principals.addAll(named.texts(kind)));
    if (!fields.values("NotPrincipal").isEmpty()) {
      principals.add("*");
    }
    return principals;
  }

  /** Whether a condition lets in only whoever belongs to one of these accounts. */
  private boolean saysWhichOf(Set<String> accounts) {
    Fields condition = fields.object("Condition");
    for (String operator : condition.keys()) {
      String plain = operator.toLowerCase(Locale.ROOT);
      if (plain.startsWith("stringequals")
          || plain.startsWith("stringlike")
          || plain.startsWith("arnequals")
          || plain.startsWith("arnlike")) {
        Fields keys = condition.object(operator);
        if (!plain.endsWith("ifexists")
            && keys.keys().stream()
                .filter(key -> SAYS_WHO.contains(key.toLowerCase(Locale.ROOT)))
                .anyMatch(key -> isOf(keys.texts(key), accounts))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isOf(List<String> values, Set<String> accounts) {
    return !values.isEmpty()
        && values.stream()
            .allMatch(
                value -> {
                  Matcher account = ACCOUNT.matcher(value);
                  return account.matches() && accounts.contains(account.group(1));
                });
  }
}
