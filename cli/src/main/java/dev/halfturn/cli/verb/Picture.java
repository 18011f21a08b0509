// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.cli.process.Surroundings;
import java.util.List;

/**
 * Lines that are shown again and again: on a terminal each time in place of the last, elsewhere one
 * below the other, without any control character.
 */
final class Picture {

  private static final String CLEAR = "\033[2J";
  private static final String TO_THE_TOP = "\033[H";
  private static final String REST_OF_LINE = "\033[K";
  private static final String REST_OF_SCREEN = "\033[J";

  private final Surroundings surroundings;
  private boolean drawn;

  Picture(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  void draw(List<String> lines) {
    surroundings.out().print(redraws() ? inPlace(lines) : below(lines));
    surroundings.out().flush();
    drawn = true;
  }

  private boolean redraws() {
    String terminal = surroundings.environment().getOrDefault("TERM", "dumb");
    return surroundings.terminal().showsOutput() && !terminal.equals("dumb");
  }

  private String inPlace(List<String> lines) {
    return (drawn ? "" : CLEAR)
        + TO_THE_TOP
        + String.join(REST_OF_LINE + "\n", lines)
        + REST_OF_LINE
        + "\n"
        + REST_OF_SCREEN;
  }

  private String below(List<String> lines) {
    return (drawn ? "\n" : "") + String.join("\n", lines) + "\n";
  }
}
