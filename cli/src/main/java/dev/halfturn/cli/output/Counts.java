// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.output;

/** Numbers of things, as they are said. */
public final class Counts {

  private Counts() {}

  /** {@code 1 entry}, {@code 2 entries}. */
  public static String of(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
