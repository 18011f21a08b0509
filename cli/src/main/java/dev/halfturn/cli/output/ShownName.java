// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.output;

import java.util.regex.Pattern;

/**
 * A name that came from outside, of a file or an account, as messages show it: as it is, unless it
 * may be a secret in the wrong place or would disturb the terminal.
 */
public final class ShownName {

  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N} ._~/\\\\:@(),&'#!+-]{1,255}");

  private ShownName() {}

  /** The name itself, or what it is called instead. */
  public static String of(String name) {
    return isPlain(name) ? name : "(name not shown)";
  }

  /** Whether it can be shown. */
  public static boolean isPlain(String name) {
    return PLAIN.matcher(name).matches() && !SecretShape.isIn(name);
  }
}
