// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.sns;

import dev.halfturn.spi.Notice;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Somebody who gets what is sent to a topic.
 *
 * @param protocol how, as SNS calls it
 * @param endpoint where
 */
record Subscriber(String protocol, String endpoint) {

  private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{6,14}");

  /** The person behind a mail address or a telephone number. */
  static Optional<Subscriber> of(String text) {
    if (NUMBER.matcher(text).matches()) {
      return Optional.of(new Subscriber("sms", text));
    }
    return Notice.isAddress(text)
        ? Optional.of(new Subscriber("email", text.toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }
}
