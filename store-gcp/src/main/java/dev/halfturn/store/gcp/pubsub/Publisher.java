// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who may publish to a topic, as its policy says. What it says else is left as it is. */
final class Publisher {

  private static final String ROLE = "roles/pubsub.publisher";
  private static final String BINDINGS = "bindings";
  private static final String MEMBERS = "members";

  private Publisher() {}

  /** Secret Manager's own service account in a project, which publishes what it tells. */
  static String agent(String projectNumber) {
    return "service-" + projectNumber + "@gcp-sa-secretmanager.iam.gserviceaccount.com";
  }

  /** Whether a policy lets a service account publish, without a condition. */
  static boolean is(Map<String, Object> policy, String account) {
    return bindings(policy).stream()
        .anyMatch(binding -> isOurs(binding) && members(binding).contains(member(account)));
  }

  static Map<String, Object> with(Map<String, Object> policy, String account) {
    return changed(policy, member(account), true);
  }

  static Map<String, Object> without(Map<String, Object> policy, String account) {
    return changed(policy, member(account), false);
  }

  private static Map<String, Object> changed(
      Map<String, Object> policy, String member, boolean granted) {
    List<Map<String, Object>> bindings = new ArrayList<>();
    boolean found = false;
    for (Map<?, ?> binding : bindings(policy)) {
      Map<String, Object> copy = copy(binding);
      if (isOurs(binding)) {
        found = true;
        List<Object> members = new ArrayList<>(members(binding));
        members.remove(member);
        if (granted) {
          members.add(member);
        }
        copy.put(MEMBERS, members);
        if (members.isEmpty()) {
          continue;
        }
      }
      bindings.add(copy);
    }
    if (granted && !found) {
      Map<String, Object> binding = new LinkedHashMap<>();
      binding.put("role", ROLE);
      binding.put(MEMBERS, List.of(member));
      bindings.add(binding);
    }
    Map<String, Object> changed = new LinkedHashMap<>(policy);
    changed.put(BINDINGS, bindings);
    return changed;
  }

  private static Map<String, Object> copy(Map<?, ?> binding) {
    Map<String, Object> copy = new LinkedHashMap<>();
    binding.forEach((key, value) -> copy.put(String.valueOf(key), value));
    return copy;
  }

  private static String member(String account) {
    return "serviceAccount:" + account;
  }

  private static boolean isOurs(Map<?, ?> binding) {
    return ROLE.equals(binding.get("role")) && binding.get("condition") == null;
  }

  private static List<?> members(Map<?, ?> binding) {
    return binding.get(MEMBERS) instanceof List<?> list ? list : List.of();
  }

  private static List<Map<?, ?>> bindings(Map<String, Object> policy) {
    List<Map<?, ?>> bindings = new ArrayList<>();
    if (policy.get(BINDINGS) instanceof List<?> list) {
      list.forEach(binding -> bindings.add((Map<?, ?>) binding));
    }
    return bindings;
  }
}
