// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.input;

import picocli.CommandLine.Option;

/** The flag of every verb that writes. */
public final class DryRun {

  @Option(
      names = "--dry-run",
      description = "Read and check everything, say what would be done, change nothing.")
  boolean given;

  /** Whether nothing must be changed. */
  public boolean given() {
    return given;
  }

  /** "Removed", or in a dry run "Would remove". */
  public String verb(String done, String infinitive) {
    return given ? "Would " + infinitive : done;
  }
}
