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

  private SecretShapes() {}

  static String mask(String message) {
    return SECRET.matcher(message).replaceAll("$1***");
  }
}
