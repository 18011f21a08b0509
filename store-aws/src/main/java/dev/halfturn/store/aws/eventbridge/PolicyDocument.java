// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who may do what with a queue or a topic. Statements of others stay as they are. Immutable. */
final class PolicyDocument {

  private static final String STATEMENTS = "Statement";

  private final Map<String, Object> members;

  private PolicyDocument(Map<String, Object> members) {
    this.members = members;
  }

  /** The one that a text holds; an empty one if it holds none. */
  static PolicyDocument of(Object text) {
    Map<String, Object> empty = new LinkedHashMap<>();
    empty.put("Version", "2012-10-17");
    return new PolicyDocument(Json.parse(text).orElse(empty));
  }

  List<?> statements() {
    Object statements = members.get(STATEMENTS);
    if (statements == null) {
      return List.of();
    }
    return statements instanceof List<?> list ? list : List.of(statements);
  }

  boolean has(String sid) {
    return statements().stream().anyMatch(statement -> isNamed(statement, sid));
  }

  /** Whether a statement says the same, whatever it is called. */
  boolean says(Map<String, Object> statement) {
    return statements().stream().anyMatch(one -> Json.isSame(unnamed(one), unnamed(statement)));
  }

  private static Object unnamed(Object statement) {
    if (statement instanceof Map<?, ?> map) {
      Map<Object, Object> unnamed = new LinkedHashMap<>(map);
      unnamed.remove("Sid");
      return unnamed;
    }
    return statement;
  }

  private static boolean isNamed(Object statement, String sid) {
    return statement instanceof Map<?, ?> map && sid.equals(map.get("Sid"));
  }

  /** With a statement, in the place of the one of the same name. */
  PolicyDocument with(Map<String, Object> statement) {
    List<Object> all = new ArrayList<>(without((String) statement.get("Sid")).statements());
    all.add(statement);
    return withStatements(all);
  }

  PolicyDocument without(String sid) {
    return withStatements(
        statements().stream()
            .<Object>map(statement -> statement)
            .filter(statement -> !isNamed(statement, sid))
            .toList());
  }

  private PolicyDocument withStatements(List<Object> statements) {
    Map<String, Object> changed = new LinkedHashMap<>(members);
    changed.put(STATEMENTS, statements);
    return new PolicyDocument(changed);
  }

  String text() {
    return Json.text(members);
  }
}
