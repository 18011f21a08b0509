// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The right to add one version, as an annotation of its secret. It is spent once that version
 * exists, whoever has made it.
 *
 * @param number of the version
 * @param nonce tells it from that of any other write
 * @param since when it was made, by the clock of who made it
 */
record Claim(long number, String nonce, Instant since) {

  /** The key of the annotation. */
  static final String ANNOTATION = "halfturn-claim";

  /** Who has not added the version by then is taken for dead. */
  static final Duration LIFE = Duration.ofMinutes(1);

  private static final Pattern TEXT =
      Pattern.compile("([1-9][0-9]{0,17})\\|([0-9a-f]{16})\\|(\\S{1,40})");

  /** The value of the annotation. */
  String text() {
    return number + "|" + nonce + "|" + since;
  }

  /** Empty if a text is none of these, which then claims nothing. */
  static Optional<Claim> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Claim(
              Long.parseLong(matcher.group(1)), matcher.group(2), Instant.parse(matcher.group(3))));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  boolean isOpen(Look look) {
    return number > look.newest();
  }

  boolean isStale(Instant now) {
    return since.plus(LIFE).isBefore(now);
  }
}
