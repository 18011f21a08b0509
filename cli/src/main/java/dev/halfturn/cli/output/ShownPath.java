// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.output;

import java.util.regex.Pattern;

/** A path as somebody typed it, unless it may be a secret in the wrong place. */
public final class ShownPath {

  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N} ._~/\\\\:@(),-]{1,255}");

  private ShownPath() {}

  /** The text itself, or what it is called instead. */
  public static String of(String typed) {
    return isPlain(typed) ? typed : "(name not shown)";
  }

  /** Whether it is made of what paths are made of, and secrets not alone. */
  public static boolean isPlain(String typed) {
    return PLAIN.matcher(typed).matches();
  }
}
