// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What editors know of the properties, made of the tables in the documentation, which a test holds
 * against the checks themselves.
 */
final class MetadataDocument {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| (`.+?) \\| (.*?) \\| (.*) \\|$");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern DEFAULT = Pattern.compile("(?!none|all|required)[a-z0-9.:,/-]+");

  private static final String TEXT = "java.lang.String";
  private static final String FLAG = "java.lang.Boolean";
  private static final String BY_NAME = "java.util.Map<java.lang.String,java.lang.String>";

  private record Property(String type, String description, Optional<String> defaultValue) {}

  private final Map<String, Property> properties = new TreeMap<>();

  /**
   * Adds what the tables of a page list.
   *
   * @param prefix what stands in front of the keys there, to make properties of them
   */
  MetadataDocument add(String prefix, String page) {
    Matcher row = ROW.matcher(page);
    while (row.find()) {
      for (String key : codes(row.group(1))) {
        add(prefix + key, row.group(2), plain(row.group(3)));
      }
    }
    return this;
  }

  private void add(String key, String shownDefault, String description) {
    int name = key.indexOf('<');
    if (!key.startsWith("halfturn.") || key.matches("halfturn\\.[a-z]+\\.<instance>\\.type")) {
      return; // another table, or a name that an editor cannot know
    }
    if (name < 0) {
      String value = shownDefault.replace("`", "");
      boolean flag = value.equals("true") || value.equals("false");
      properties.put(
          key,
          new Property(
              flag ? FLAG : TEXT,
              description,
              Optional.of(value)
                  .filter(text -> DEFAULT.matcher(text).matches() && !text.equals("-"))));
      return;
    }
    String rest = key.substring(key.indexOf('>') + 1);
    String before = key.substring(0, name - 1);
    String said = rest.isEmpty() ? description : rest.substring(1) + ": " + description;
    properties.merge(
        before,
        new Property(BY_NAME, said, Optional.empty()),
        (one, other) ->
            new Property(
                BY_NAME, one.description() + "; " + other.description(), Optional.empty()));
  }

  private static List<String> codes(String cell) {
    List<String> codes = new ArrayList<>();
    Matcher code = CODE.matcher(cell);
    while (code.find()) {
      codes.add(code.group(1));
    }
    return codes;
  }

  private static String plain(String markdown) {
    return markdown.replace("\\|", "|").replace("&lt;", "<").replace("`", "");
  }

  List<String> names() {
    return List.copyOf(properties.keySet());
  }

  String json() {
    return properties.entrySet().stream()
        .map(entry -> json(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(",\n", "{\n  \"properties\": [\n", "\n  ]\n}\n"));
  }

  private static String json(String name, Property property) {
    List<String> members = new ArrayList<>();
    members.add(member("name", name));
    members.add(member("type", property.type()));
    members.add(member("description", property.description()));
    property
        .defaultValue()
        .map(
            value ->
                property.type().equals(FLAG)
                    ? "\"defaultValue\": " + value
                    : member("defaultValue", value))
        .ifPresent(members::add);
    return members.stream().collect(Collectors.joining(", ", "    { ", " }"));
  }

  private static String member(String name, String text) {
    return "\"" + name + "\": \"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
