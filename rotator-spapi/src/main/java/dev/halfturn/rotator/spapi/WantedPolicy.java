// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * That Amazon may send to a queue, beside whatever its policy says already.
 *
 * @param arn of the queue
 * @param account to which it belongs
 * @param partition of AWS: {@code aws}
 */
record WantedPolicy(String arn, String account, String partition) {

  private static final String SID = "HalfturnAmazonSends";
  private static final String STATEMENTS = "Statement";

  /** The policy as it has to become; empty if it need not change. */
  Optional<String> missingFrom(Optional<String> text) {
    if (new QueuePolicy(text, arn, account).missing().isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> policy = text.map(WantedPolicy::read).orElseGet(LinkedHashMap::new);
    policy.putIfAbsent("Version", "2012-10-17");
    List<Object> statements = new ArrayList<>();
    Object present = policy.get(STATEMENTS);
    if (present instanceof List<?> list) {
      statements.addAll(list);
    } else if (present != null) {
      statements.add(present);
    }
    statements.removeIf(one -> one instanceof Map<?, ?> map && SID.equals(map.get("Sid")));
    statements.add(statement());
    policy.put(STATEMENTS, statements);
    return Optional.of(Calls.text(policy));
  }

  private static Map<String, Object> read(String text) {
    try {
      return JSON.std.mapFrom(text);
    } catch (IOException e) {
      return new LinkedHashMap<>();
    }
  }

  private Map<String, Object> statement() {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Sid", SID);
    statement.put("Effect", "Allow");
    statement.put(
        "Principal", Map.of("AWS", "arn:" + partition + ":iam::" + QueuePolicy.AMAZON + ":root"));
    statement.put("Action", QueuePolicy.NEEDED);
    statement.put("Resource", arn);
    return statement;
  }
}
