// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which events of the Parameter Store are told, and in which words.
 *
 * @param name of the rule
 * @param pattern which events
 * @param paths where the words' variables are in an event
 * @param text what is told, with variables in angle brackets; short enough for one SMS
 */
record EventRule(String name, Map<String, Object> pattern, Map<String, String> paths, String text) {

  /**
   * A client secret was written, or deleted. That happens twice a year, so each time is worth a
   * line; everything else in the store is written by every look, and would be noise.
   */
  static EventRule ofChanges(
      String name, Optional<String> prefix, Collection<String> clientSecrets) {
    Map<String, Object> detail =
        Json.object(
            "name", secrets(prefix, clientSecrets), "operation", List.of("Update", "Delete"));
    Map<String, String> paths = new LinkedHashMap<>();
    paths.put("name", "$.detail.name");
    paths.put("operation", "$.detail.operation");
    paths.put("time", "$.time");
    return new EventRule(
        name,
        pattern("Parameter Store Change", detail),
        paths,
        "Halfturn: <name> was changed (<operation>, <time>). If none of you did: halfturn status");
  }

  /** By their names; below a prefix those that end as they do, the blog's misspelt one too. */
  private static List<Object> secrets(Optional<String> prefix, Collection<String> clientSecrets) {
    List<Object> names = new ArrayList<>();
    if (prefix.isPresent()) {
      names.add(Map.of("wildcard", prefix.get() + "*lwa/clientsecret"));
      names.add(Map.of("wildcard", prefix.get() + "*lwa/cliensecret"));
    } else {
      names.addAll(clientSecrets);
    }
    return names;
  }

  /** A parameter was not changed for as long as its NoChangeNotification says. */
  static EventRule ofStandstill(
      String name, Optional<String> prefix, Collection<String> clientSecrets, int days) {
    List<Object> names = new ArrayList<>();
    prefix.ifPresentOrElse(
        one -> names.add(Map.of("prefix", one)), () -> names.addAll(clientSecrets));
    Map<String, Object> detail =
        Json.object("parameter-name", names, "policy-type", List.of("NoChangeNotification"));
    Map<String, String> paths = new LinkedHashMap<>();
    paths.put("name", "$.detail.parameter-name");
    paths.put("time", "$.time");
    return new EventRule(
        name,
        pattern("Parameter Store Policy Action", detail),
        paths,
        "Halfturn: <name> was not changed for " + days + " days (<time>). Rotate: halfturn status");
  }

  private static Map<String, Object> pattern(String detailType, Map<String, Object> detail) {
    return Json.object(
        "source", List.of("aws.ssm"),
        "detail-type", List.of(detailType),
        "detail", detail);
  }
}
