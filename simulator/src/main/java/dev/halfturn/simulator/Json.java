// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The only place that knows the JSON library. */
final class Json {

  private static final JSON LIBRARY =
      JSON.builder().enable(JSON.Feature.WRITE_NULL_PROPERTIES).build();

  private Json() {}

  static Optional<Map<String, Object>> read(String document) {
    try {
      return LIBRARY.anyFrom(document) instanceof Map<?, ?> map
          ? Optional.of(castKeys(map))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  static String write(Object value) {
    try {
      return LIBRARY.asString(value);
    } catch (IOException e) {
      throw new UncheckedIOException("plain values cannot be written as JSON", e);
    }
  }

  /** An object with its members in the order given: name, value, name, value. */
  static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }

  @SuppressWarnings("unchecked") // the keys of a parsed JSON object are strings
  private static Map<String, Object> castKeys(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }
}
