// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.output;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * JSON documents, one line each, members in the order given. Instants are ISO-8601 in UTC, to the
 * millisecond; an empty {@link Optional} is {@code null}, never absent; an enum is its name.
 */
public final class JsonText {

  private static final JSON WRITER =
      JSON.builder().enable(JSON.Feature.WRITE_NULL_PROPERTIES).build();

  private JsonText() {}

  /** A document whose first member is its schema. */
  public static String document(String schema, Map<String, ?> members) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("schema", schema);
    all.putAll(members);
    return of(all);
  }

  /** An object that is not a document of ours. */
  public static String of(Map<String, ?> members) {
    try {
      return WRITER.asString(plain(members));
    } catch (IOException e) {
      throw new UncheckedIOException("plain values cannot be written as JSON", e);
    }
  }

  /** An object to be filled in order. */
  public static Map<String, Object> object() {
    return new LinkedHashMap<>();
  }

  private static Object plain(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.map(JsonText::plain).orElse(null);
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> plain = new LinkedHashMap<>();
      map.forEach((key, item) -> plain.put(String.valueOf(key), plain(item)));
      return plain;
    }
    if (value instanceof Iterable<?> items) {
      List<Object> plain = new ArrayList<>();
      items.forEach(item -> plain.add(plain(item)));
      return plain;
    }
    if (value instanceof Instant instant) {
      return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    return value;
  }
}
