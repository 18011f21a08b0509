// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

/**
 * A named value in a place, and where exactly it stands. Its text form shows no value.
 *
 * @param section the account it is said for; empty if the place does not tell accounts apart
 * @param name what the place calls it
 * @param value the value, without quotation marks
 * @param line its line, from 1 on; 0 if there are no lines
 * @param start index of its first character, quotation marks included
 * @param end index after its last
 * @param blank what has to stand there in place of it for an empty value
 */
record Entry(
    String section, String name, String value, int line, int start, int end, String blank) {

  /** In a place that is no text. */
  static Entry of(String name, String value) {
    return of("", name, value);
  }

  /** In a place that is no text, or not text alone. */
  static Entry of(String section, String name, String value) {
    return new Entry(section, name, value, 0, 0, 0, "");
  }

  @Override
  public String toString() {
    return "Entry[" + name + "]";
  }
}
