// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.output;

import java.util.Map;

/** The signs in colour, and nothing else: what a line says, it says without them as well. */
public final class Colours {

  private static final String GREEN = "32";
  private static final String YELLOW = "33";
  private static final String RED = "31";

  private Colours() {}

  /**
   * Whether somebody wants to see them, by <a href="https://no-color.org">NO_COLOR</a> and <a
   * href="https://bixense.com/clicolors/">CLICOLOR</a>.
   *
   * @param terminal whether standard output is one
   */
  public static boolean wanted(Map<String, String> environment, boolean terminal) {
    if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
      return false;
    }
    String forced = environment.getOrDefault("CLICOLOR_FORCE", "");
    if (!forced.isEmpty() && !forced.equals("0")) {
      return true;
    }
    // a terminal that does not say what it is may show the codes instead
    return terminal
        && !environment.getOrDefault("CLICOLOR", "").equals("0")
        && !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  /** A line with its signs coloured; those in ASCII are words like any other and stay. */
  public static String paint(String line) {
    return line.replace("✓", painted("✓", GREEN))
        .replace("●", painted("●", GREEN))
        .replace("⚠", painted("⚠", YELLOW))
        .replace("✗", painted("✗", RED));
  }

  private static String painted(String sign, String colour) {
    return "\033[" + colour + "m" + sign + "\033[0m";
  }
}
