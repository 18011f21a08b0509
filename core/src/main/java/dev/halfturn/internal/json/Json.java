// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/**
 * JSON objects to and from maps. What cannot be read is simply absent: a parser's own message would
 * quote its input, and the input may be a secret.
 */
public final class Json {

  /** Largest document read, in bytes. */
  public static final int MAX_SIZE = 1 << 20;

  private static final int MAX_DEPTH = 32;

  private static final JSON READER =
      JSON.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_SIZE)
                          .maxNumberLength(40)
                          .build())
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .build();

  private static final JSON WRITER =
      JSON.builder().enable(JSON.Feature.WRITE_NULL_PROPERTIES).build();

  private Json() {}

  /**
   * Reads one JSON object: strings, numbers, booleans, {@code null}, {@code List} and {@code Map}.
   *
   * @return empty if it is not one whole, well-formed JSON object within the limits of {@value
   *     #MAX_SIZE} bytes and 32 levels, without duplicate keys
   */
  public static Optional<Map<String, Object>> read(byte[] document) {
    if (document.length > MAX_SIZE) {
      return Optional.empty();
    }
    try (JsonParser parser = READER.createParser(document)) {
      Object value = READER.anyFrom(parser);
      boolean whole = parser.nextToken() == null;
      return whole && value instanceof Map<?, ?> map
          ? Optional.of(castKeys(map))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Writes a map of what {@link #read} returns, in the map's order, as UTF-8. */
  public static byte[] write(Map<String, ?> object) {
    try {
      return WRITER.asBytes(object);
    } catch (IOException e) {
      throw new UncheckedIOException("a map of plain values cannot be written as JSON", e);
    }
  }

  @SuppressWarnings("unchecked") // the keys of a parsed JSON object are strings
  private static Map<String, Object> castKeys(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }
}
