// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.man;

import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;

/** The manual pages of a command: one of its own, and one for each of its verbs. */
public final class ManPages {

  /** So that the library breaks no lines. */
  private static final int WIDTH = 10_000;

  private ManPages() {}

  /**
   * The pages, by the names of their files.
   *
   * @param command with all its verbs, none of which is going to be run
   * @param date of the release, year first
   * @param version of the release
   */
  public static Map<String, String> of(CommandLine command, String date, String version) {
    command.setColorScheme(Emphasis.scheme());
    command.setUsageHelpWidth(WIDTH);
    Map<String, String> pages = new TreeMap<>();
    collect(command, date, command.getCommandName() + " " + version, pages);
    return pages;
  }

  private static void collect(
      CommandLine command, String date, String release, Map<String, String> pages) {
    pages.put(ManPage.name(command) + ".1", ManPage.of(command, date, release));
    ManPage.verbs(command).forEach(verb -> collect(verb, date, release, pages));
  }
}
