// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve.page;

import java.time.Instant;
import java.util.Locale;

/**
 * One day of the ladder of one secret.
 *
 * @param day of the secret's life
 * @param at about when people are, or were to be, told
 * @param state how far that is
 */
record RungView(int day, Instant at, State state) {

  enum State {
    TOLD("told"),
    NOT_TOLD("not told"),
    COMING("coming"),
    QUIET("in the log only");

    private final String word;

    State(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }

    String cssClass() {
      return "rung-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
