// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve.page;

import java.util.Locale;

/**
 * How urgent something is, the most urgent first. Each has a word, since not everybody sees its
 * colour.
 */
enum Tone {
  URGENT,
  SOON,
  UNKNOWN,
  CALM;

  /** Of the style sheet. */
  String cssClass() {
    return "tone-" + name().toLowerCase(Locale.ROOT);
  }
}
