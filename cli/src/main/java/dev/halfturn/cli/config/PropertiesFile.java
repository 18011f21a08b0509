// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A {@code .properties} file in UTF-8: keys as they are. The JDK reads each entry; which lines make
 * up an entry is found out here, because the JDK tells neither lines nor repetitions.
 */
final class PropertiesFile {

  private PropertiesFile() {}

  /**
   * Lines that make up one entry, a comment or nothing.
   *
   * @param first the number of its first line, counted from 0
   * @param lines as they stand there
   */
  record Entry(int first, List<String> lines) {

    /** The key, if the JDK reads one. */
    Optional<String> key() {
      return properties().flatMap(entry -> entry.stringPropertyNames().stream().findFirst());
    }

    /** What the JDK reads; empty if it cannot. */
    Optional<Properties> properties() {
      Properties properties = new Properties();
      try {
        properties.load(new StringReader(String.join("\n", lines)));
        return Optional.of(properties);
      } catch (IOException e) {
        throw new UncheckedIOException("a text in memory cannot be read", e);
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
  }

  static void read(String text, FlatFile flat) {
    for (Entry entry : entries(text)) {
      Optional<Properties> properties = entry.properties();
      if (properties.isEmpty()) {
        flat.problem(entry.first() + 1, "", "has a malformed \\u escape");
      }
      properties.ifPresent(
          found ->
              found
                  .stringPropertyNames()
                  .forEach(
                      key -> flat.put(entry.first() + 1, key, found.getProperty(key).strip())));
    }
  }

  /** All lines of a text, put together to entries. */
  static List<Entry> entries(String text) {
    List<String> lines = text.lines().toList();
    List<Entry> entries = new ArrayList<>();
    int next = 0;
    while (next < lines.size()) {
      int first = next;
      StringBuilder entry = new StringBuilder(lines.get(next++));
      while (isContinued(entry) && next < lines.size()) {
        entry.append('\n').append(lines.get(next++));
      }
      entries.add(new Entry(first, lines.subList(first, next)));
    }
    return entries;
  }

  private static boolean isContinued(CharSequence entry) {
    String text = entry.toString();
    String start = text.stripLeading();
    if (start.startsWith("#") || start.startsWith("!")) {
      return false;
    }
    int backslashes = 0;
    while (backslashes < text.length() && text.charAt(text.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }
}
