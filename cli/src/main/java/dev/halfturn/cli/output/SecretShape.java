// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.output;

import java.util.regex.Pattern;

/** What Amazon's secrets and tokens and our key files look like. */
public final class SecretShape {

  private static final Pattern SECRET =
      Pattern.compile("(?i)amzn1\\.oa2-cs\\.|Atz[ar]\\||HTK1-[A-Za-z0-9_-]{43}|\\b[0-9a-f]{64}\\b");

  private SecretShape() {}

  /** Whether something in a text looks so. */
  public static boolean isIn(String text) {
    return SECRET.matcher(text).find();
  }
}
