// SPDX-License-Identifier: Apache-2.0
package com.example.function;

import dev.halfturn.Halfturn;
import dev.halfturn.plugin.Settings;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Halfturn as the environment of a function describes it: the variable {@code HALFTURN_SETTINGS}
 * holds one setting a line, {@code store=gcp-secret-manager}.
 */
final class Opened {

  private static final String SETTINGS = "HALFTURN_SETTINGS";

  private Opened() {}

  /** Opens it. Asks nobody: neither the store, nor Amazon, nor who one is at Google. */
  static Halfturn from(Map<String, String> environment) {
    return Halfturn.builder(Settings.of(settings(environment.getOrDefault(SETTINGS, ""))))
        .stateDirectory(Path.of(System.getProperty("java.io.tmpdir"), "halfturn"))
        .open();
  }

  static Map<String, String> settings(String text) {
    Properties lines = new Properties();
    try {
      lines.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of a text in memory
    }
    Map<String, String> settings = new TreeMap<>();
    lines.stringPropertyNames().forEach(key -> settings.put(key, lines.getProperty(key)));
    return settings;
  }
}
