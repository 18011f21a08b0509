// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.logging;

import java.util.regex.Pattern;

/**
 * A message without anything of the shape of a secret. The last resort, never the plan: nothing
 * logs a secret in the first place.
 */
final class SecretShapes {

  private static final Pattern SECRET =
      Pattern.compile(
          "(amzn1\\.oa2-cs\\.v1\\.|Atz[ar]\\||HTK1-)[A-Za-z0-9._|/+=-]+", Pattern.CASE_INSENSITIVE);

  /** What client secrets looked like before they had a prefix. */
  private static final Pattern OLD_SECRET = Pattern.compile("\\b[0-9a-f]{64}\\b");

  private SecretShapes() {}

  static String mask(String message) {
    String masked = SECRET.matcher(message).replaceAll("$1***");
    return OLD_SECRET.matcher(masked).replaceAll("***");
  }
}
