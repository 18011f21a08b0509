// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A topic with its policy. */
final class FakeTopic {

  final Map<String, Object> members;
  private List<?> bindings = List.of();
  private int change;

  FakeTopic(Map<String, Object> members) {
    this.members = members;
  }

  Map<String, Object> policy() {
    Map<String, Object> policy = new LinkedHashMap<>();
    policy.put("version", 1);
    policy.put("etag", etag());
    if (!bindings.isEmpty()) {
      policy.put("bindings", bindings);
    }
    return policy;
  }

  private String etag() {
    return "BwX" + change + "=";
  }

  /**
   * Takes a policy of whoever has seen the last one.
   *
   * @see <a href="https://cloud.google.com/iam/docs/reference/rest/v1/Policy">etag</a>
   */
  Map<String, Object> setPolicy(Map<?, ?> policy) {
    if (policy.get("etag") != null && !policy.get("etag").equals(etag())) {
      throw CloudRefusal.of(409, "ABORTED", "There were concurrent policy changes.");
    }
    bindings = policy.get("bindings") instanceof List<?> list ? List.copyOf(list) : List.of();
    change++;
    return policy();
  }
}
