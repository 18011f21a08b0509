// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.reference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The content of a store as a general JSON parser sees it. Written again it is canonical, so a text
 * is canonical if it comes out as it went in.
 *
 * @param entries by name
 */
public record ReferenceContent(SortedMap<String, Entry> entries) {

  public record Entry(long last, List<Version> versions) {}

  public record Version(long at, long seq, String value) {
    /** The decoded value. */
    public byte[] bytes() {
      return Base64.getUrlDecoder().decode(value);
    }
  }

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * The content in a text.
   *
   * @throws IllegalArgumentException if it is not JSON, or of another shape
   */
  public static ReferenceContent parse(byte[] json) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      Object root = read(parser, parser.nextToken());
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("something follows");
      }
      return content((Map<?, ?>) root);
    } catch (IOException | ClassCastException | NullPointerException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** In the one canonical form. */
  public String toJson() {
    return entries.entrySet().stream()
        .map(entry -> "\"" + entry.getKey() + "\":" + toJson(entry.getValue()))
        .collect(Collectors.joining(",", "{\"entries\":{", "},\"v\":1}"));
  }

  private static String toJson(Entry entry) {
    return entry.versions().stream()
        .map(
            version ->
                "{\"at\":"
                    + version.at()
                    + ",\"seq\":"
                    + version.seq()
                    + ",\"value\":\""
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(version.bytes())
                    + "\"}")
        .collect(Collectors.joining(",", "{\"last\":" + entry.last() + ",\"versions\":[", "]}"));
  }

  private static Object read(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> {
        Map<String, Object> members = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          members.put(key, read(parser, parser.nextToken()));
        }
        yield members;
      }
      case START_ARRAY -> {
        List<Object> elements = new ArrayList<>();
        for (JsonToken next = parser.nextToken();
            next != JsonToken.END_ARRAY;
            next = parser.nextToken()) {
          elements.add(read(parser, next));
        }
        yield elements;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      default -> throw new IllegalArgumentException("no place for a " + token);
    };
  }

  private static ReferenceContent content(Map<?, ?> root) {
    SortedMap<String, Entry> entries = new TreeMap<>();
    ((Map<?, ?>) root.get("entries"))
        .forEach((name, entry) -> entries.put((String) name, entry((Map<?, ?>) entry)));
    return new ReferenceContent(entries);
  }

  private static Entry entry(Map<?, ?> entry) {
    List<Version> versions = new ArrayList<>();
    for (Object element : (List<?>) entry.get("versions")) {
      Map<?, ?> version = (Map<?, ?>) element;
      versions.add(
          new Version(
              (Long) version.get("at"), (Long) version.get("seq"), (String) version.get("value")));
    }
    return new Entry((Long) entry.get("last"), versions);
  }
}
