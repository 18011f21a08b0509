// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.azure;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What follows the question mark. */
record Query(Map<String, String> members) {

  static Query of(URI uri) {
    Map<String, String> members = new TreeMap<>();
    if (uri.getRawQuery() != null) {
      for (String member : uri.getRawQuery().split("&", -1)) {
        int equals = member.indexOf('=');
        if (equals >= 0) {
          members.put(
              member.substring(0, equals),
              URLDecoder.decode(member.substring(equals + 1), StandardCharsets.UTF_8));
        }
      }
    }
    return new Query(members);
  }

  String text(String name) {
    return members.getOrDefault(name, "");
  }

  long number(String name, long otherwise) {
    return members.containsKey(name) ? Long.parseLong(members.get(name)) : otherwise;
  }
}
