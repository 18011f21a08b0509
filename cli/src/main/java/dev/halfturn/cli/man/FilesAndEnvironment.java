// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.man;

import java.util.List;

/** What the command reads besides its arguments, which {@code --help} does not show. */
final class FilesAndEnvironment {

  private FilesAndEnvironment() {}

  static void describe(Roff page) {
    page.section("FILES");
    tagged(
        page,
        "./halfturn.yaml",
        "The configuration of a working directory. It is ignored if it belongs to somebody else or"
            + " if others may write it.");
    tagged(
        page,
        "~/.config/halfturn/config.yaml",
        "The user's configuration, in $XDG_CONFIG_HOME if that is set; what a nearer file says"
            + " wins. config.properties is read where there is no config.yaml.");
    tagged(page, "/etc/halfturn/config.yaml", "The machine's configuration, or config.properties.");
    tagged(
        page,
        "~/.local/share/halfturn/secrets.halfturn",
        "The store, where 'halfturn init' makes it; in $XDG_DATA_HOME if that is set.");
    tagged(
        page,
        "~/.local/state/halfturn/",
        "Small files that may be lost, and the audit log, audit.jsonl; in $XDG_STATE_HOME if that is"
            + " set. A service of systemd has them and the store in $STATE_DIRECTORY.");
    tagged(
        page,
        "~/.cache/halfturn/",
        "What makes commands start faster, in $XDG_CACHE_HOME if that is set.");

    page.section("ENVIRONMENT");
    tagged(
        page,
        "HALFTURN_CONFIG",
        "A configuration that is read in place of the usual ones, as by --config.");
    tagged(
        page,
        "HALFTURN_...",
        "Any setting: its key in upper case, each other character an underscore, such as"
            + " HALFTURN_STORE_FILE_PATH for store.file.path. It wins over all files, and --set"
            + " wins over it. One that fits no setting is an error.");
    tagged(
        page,
        "HALFTURN_JAVA_OPTS",
        "Further options of the Java virtual machine, separated by blanks.");
    tagged(
        page,
        "HALFTURN_CLASS_ARCHIVE",
        "off: commands start without the archive of classes that makes them start faster, and none"
            + " is made in the background.");
    tagged(
        page,
        "HALFTURN_SIMULATOR",
        "The simulator that the verbs of 'halfturn simulate' steer, as by --at.");
    tagged(
        page,
        "JAVA_HOME",
        "The Java to use, 17 or newer, where Halfturn has none of its own; else the PATH's.");
  }

  private static void tagged(Roff page, String term, String meaning) {
    page.tagged(Emphasis.bold(term), List.of(meaning));
  }
}
