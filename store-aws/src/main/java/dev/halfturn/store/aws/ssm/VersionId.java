// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import dev.halfturn.spi.SecretVersion;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a version is called: SSM's number, which begins at 1 again when a parameter is deleted and
 * made anew, and the time of its making, which does not.
 *
 * @param number from 1
 * @param millis since 1970, UTC
 */
record VersionId(long number, long millis) {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

  static VersionId of(long number, Instant modified) {
    return new VersionId(number, modified.toEpochMilli());
  }

  /** Empty if the text is not one that this store gave. */
  static Optional<VersionId> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new VersionId(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
        : Optional.empty();
  }

  SecretVersion version() {
    return new SecretVersion(toString(), Instant.ofEpochMilli(millis));
  }

  @Override
  public String toString() {
    return number + "-" + millis;
  }
}
