// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.regex.Pattern;

/**
 * Something about a store that is no failure but that its owner should know.
 *
 * @param name stable, upper case, such as {@code HWM_LOST}
 * @param text one line: what it is and what to do about it
 */
public record StoreCondition(String name, String text) {

  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

  public StoreCondition {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name of a condition is upper case, digits and underscores");
    }
    text = Problem.oneLine(text);
  }
}
