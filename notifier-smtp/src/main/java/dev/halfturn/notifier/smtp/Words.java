// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Properties;

/** The fixed words of a mail in one language. */
final class Words {

  private static final Words ENGLISH = new Words(Locale.ENGLISH);
  private static final Words GERMAN = new Words(Locale.GERMAN);

  private final Properties words = new Properties();
  private final Locale language;
  private final DateTimeFormatter moment;

  private Words(Locale language) {
    this.language = language;
    String file = "words_" + language.getLanguage() + ".properties";
    try (InputStream in = Words.class.getResourceAsStream(file);
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      words.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    moment = DateTimeFormatter.ofPattern(get("moment"), language).withZone(ZoneOffset.UTC);
  }

  /** Those of a language, English where there are none. */
  static Words of(Locale language) {
    return language.getLanguage().equals(GERMAN.code()) ? GERMAN : ENGLISH;
  }

  /** Two letters, of ISO 639. */
  String code() {
    return language.getLanguage();
  }

  String get(String key) {
    String found = words.getProperty(key);
    if (found == null) {
      throw new IllegalStateException("no word for " + key);
    }
    return found;
  }

  /** With {@code {app}} replaced. */
  String get(String key, String app) {
    return get(key).replace("{app}", app);
  }

  String moment(Instant instant) {
    return moment.format(instant);
  }
}
