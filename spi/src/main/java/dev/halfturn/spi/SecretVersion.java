// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One write of an entry.
 *
 * @param id how the store calls it; unique within the entry for ever, opaque, 1 to 128 printable
 *     ASCII characters without blanks
 * @param createdAt when the store took it, UTC, in the store's own resolution
 */
public record SecretVersion(String id, Instant createdAt) {

  private static final Pattern ID = Pattern.compile("[!-~]{1,128}");

  public SecretVersion {
    Objects.requireNonNull(createdAt);
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "a version id has 1 to 128 printable ASCII characters and no blanks");
    }
  }

  /**
   * An id as people see it: up to its first hyphen, behind which a store may put what only makes it
   * unique.
   */
  public static String shown(String id) {
    int hyphen = id.indexOf('-');
    return hyphen > 0 ? id.substring(0, hyphen) : id;
  }
}
