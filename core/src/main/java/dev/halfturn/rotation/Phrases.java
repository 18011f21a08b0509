// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/** The words of notices in one language. */
final class Phrases {

  /** The languages there are. */
  static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN);

  private final Locale language;
  private final ResourceBundle bundle;

  Phrases(Locale language) {
    this.language = language;
    this.bundle = ResourceBundle.getBundle("dev.halfturn.rotation.notices", language);
  }

  static String languages() {
    return LANGUAGES.stream().map(Locale::getLanguage).collect(Collectors.joining(", "));
  }

  String say(String key, Object... parts) {
    return new MessageFormat(bundle.getString(key), language).format(parts);
  }

  String days(long days) {
    return say("days", days);
  }

  String day(Instant moment) {
    return date("day", moment);
  }

  String moment(Instant moment) {
    return date("moment", moment);
  }

  private String date(String key, Instant moment) {
    return DateTimeFormatter.ofPattern(bundle.getString(key), language)
        .withZone(ZoneOffset.UTC)
        .format(moment);
  }
}
