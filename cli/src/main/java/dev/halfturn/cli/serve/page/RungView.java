// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve.page;

import java.time.Instant;
import java.util.Locale;

/**
 * One reminder about one secret.
 *
 * @param day of the secret's life
 * @param repeated whether it repeats what was told on that day
 * @param part how much of the secret's life is over then, of 1
 * @param at when people are, or were to be, told
 * @param state how far that is
 */
record RungView(int day, boolean repeated, double part, Instant at, State state) {

  enum State {
    TOLD("told"),
    NOT_TOLD("not told"),
    LEFT_OUT("left out"),
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
