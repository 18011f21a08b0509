// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.util.regex.Pattern;

/**
 * Tells one secret from another without showing either: the first 8 bytes of an HMAC-SHA256 under
 * the application's {@link FingerprintKey}. Comparable only between fingerprints of the same key.
 *
 * @param hex 16 lower-case hexadecimal digits
 */
public record Fingerprint(String hex) {

  private static final Pattern HEX = Pattern.compile("[0-9a-f]{16}");
  private static final int SHORT = 6;

  public Fingerprint {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("a fingerprint is 16 lower-case hexadecimal digits");
    }
  }

  /** What screens show: the first {@value #SHORT} digits. */
  public String shortForm() {
    return hex.substring(0, SHORT);
  }

  @Override
  public String toString() {
    return "fp:" + shortForm();
  }
}
