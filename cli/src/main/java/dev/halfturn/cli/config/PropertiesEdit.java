// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.config;

import dev.halfturn.cli.config.PropertiesFile.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One setting in a {@code .properties} text; all other lines stay as they are. */
final class PropertiesEdit {

  private PropertiesEdit() {}

  /** The text with the setting, as a new last line if there is none yet. */
  static String with(String text, String key, String value) {
    String lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
    List<String> lines = new ArrayList<>();
    boolean found = false;
    for (Entry entry : PropertiesFile.entries(text)) {
      if (entry.key().equals(Optional.of(key))) {
        lines.add(line(key, value));
        found = true;
      } else {
        lines.addAll(entry.lines());
      }
    }
    if (!found) {
      lines.add(line(key, value));
    }
    return String.join(lineEnd, lines) + lineEnd;
  }

  private static String line(String key, String value) {
    return key + "=" + value.replace("\\", "\\\\");
  }
}
