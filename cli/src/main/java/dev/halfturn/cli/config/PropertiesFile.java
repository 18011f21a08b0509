// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/**
 * A {@code .properties} file in UTF-8: keys as they are. The JDK reads each entry; which lines make
 * up an entry is found out here, because the JDK tells neither lines nor repetitions.
 */
final class PropertiesFile {

  private PropertiesFile() {}

  static void read(String text, FlatFile flat) {
    List<String> lines = text.lines().toList();
    int next = 0;
    while (next < lines.size()) {
      int first = next;
      StringBuilder entry = new StringBuilder(lines.get(next++));
      while (isContinued(entry) && next < lines.size()) {
        entry.append('\n').append(lines.get(next++));
      }
      readEntry(first + 1, entry.toString(), flat);
    }
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

  private static void readEntry(int line, String entry, FlatFile flat) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(entry));
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot be read", e);
    } catch (IllegalArgumentException e) {
      flat.problem(line, "", "has a malformed \\u escape");
    }
    properties
        .stringPropertyNames()
        .forEach(key -> flat.put(line, key, properties.getProperty(key).strip()));
  }
}
