// SPDX-License-Identifier: Apache-2.0
package com.example.lambda;

import dev.halfturn.Halfturn;
import dev.halfturn.plugin.Settings;
import dev.halfturn.spi.HalfturnException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Halfturn as the environment of a function describes it: the variable {@code HALFTURN_SETTINGS}
 * holds one setting a line, {@code store=aws-ssm}.
 */
final class Opened {

  private static final String SETTINGS = "HALFTURN_SETTINGS";
  private static final String REHEARSAL = "HALFTURN_REHEARSAL";

  private Opened() {}

  /**
   * Opens it. Asks nobody: neither the store, nor Amazon, nor who one is on AWS. So this may be
   * done before a snapshot is taken, and nothing in the snapshot is secret or grows old.
   */
  static Halfturn from(Map<String, String> environment) {
    return open(settings(environment.getOrDefault(SETTINGS, "")));
  }

  private static Halfturn open(Map<String, String> settings) {
    return Halfturn.builder(Settings.of(settings))
        .stateDirectory(Path.of(System.getProperty("java.io.tmpdir"), "halfturn"))
        .open();
  }

  /**
   * Loads what a first token needs, by asking for one where nobody answers: the settings in the
   * variable {@code HALFTURN_REHEARSAL}, added to the others, name a closed port of this machine
   * and made-up credentials. Nothing is left of it but classes, which a snapshot keeps.
   */
  static void rehearse(Map<String, String> environment) {
    Map<String, String> changed = settings(environment.getOrDefault(REHEARSAL, ""));
    if (changed.isEmpty()) {
      return;
    }
    Map<String, String> settings = settings(environment.getOrDefault(SETTINGS, ""));
    settings.putAll(changed);
    try (Halfturn halfturn = open(settings)) {
      halfturn.tokens().forSeller("rehearsal", "rehearsal").get();
    } catch (HalfturnException e) {
      if (!e.code().retryable()) {
        throw e; // not what a closed port leads to
      }
    }
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
