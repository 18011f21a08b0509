// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.sns;

import dev.halfturn.spi.Notice;
import dev.halfturn.spi.NoticePart;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * A notice in one SMS: what, when, what to type, as far as there is room. In plain ASCII, so that
 * no telephone network makes two messages of it.
 */
final class SmsText {

  /** Most bytes of one message. */
  static final int ROOM = 140;

  private static final DateTimeFormatter END =
      DateTimeFormatter.ofPattern("'Ends' uuuu-MM-dd HH:mm 'UTC.'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private SmsText() {}

  static String of(Notice notice) {
    String what = notice.subject().strip();
    Optional<String> type =
        notice.parts().stream()
            .filter(part -> part.form() == NoticePart.Form.COMMAND)
            .map(part -> "Type: " + part.text().replaceAll("[^ -~]", "?"))
            .findFirst();
    Optional<String> when = notice.expiresAt().map(END::format);
    String typed = type.map(line -> what + " " + line).filter(SmsText::fits).orElse(what);
    return when.map(line -> what + ". " + line + typed.substring(what.length()))
        .filter(SmsText::fits)
        .orElse(typed);
  }

  private static boolean fits(String text) {
    return text.length() <= ROOM;
  }
}
