// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** JSON as AWS compares it. */
final class Json {

  private Json() {}

  /** An object of these members, in this order. */
  static Map<String, Object> object(String name, Object value, Object... more) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(name, value);
    for (int i = 0; i < more.length; i += 2) {
      members.put((String) more[i], more[i + 1]);
    }
    return members;
  }

  static String text(Object value) {
    try {
      return JSON.std.asString(value);
    } catch (IOException e) {
      throw new AssertionError("maps, lists and texts can be written", e);
    }
  }

  /** The object that a text holds; empty if it holds none. */
  static Optional<Map<String, Object>> parse(Object text) {
    try {
      return text instanceof String json ? Optional.of(JSON.std.mapFrom(json)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether two values mean the same: a list of one is that one, actions have no case. */
  static boolean isSame(Object one, Object other) {
    return plain(one).equals(plain(other));
  }

  private static Object plain(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> plain = new TreeMap<>();
      map.forEach(
          (key, member) ->
              plain.put(
                  (String) key, key.equals("Action") ? lowerCase(plain(member)) : plain(member)));
      return plain;
    }
    if (value instanceof List<?> list) {
      return list.size() == 1 ? plain(list.get(0)) : list.stream().map(Json::plain).toList();
    }
    return String.valueOf(value);
  }

  private static Object lowerCase(Object value) {
    return value instanceof String text ? text.toLowerCase(Locale.ROOT) : value;
  }
}
