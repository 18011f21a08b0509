// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import dev.halfturn.cli.man.ManPages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** Writes the manual pages into files; for the build of the distribution. */
public final class ManFiles {

  private ManFiles() {}

  /**
   * Writes one file for the command and one for each verb.
   *
   * @param args the folder, the version, and the instant of the release: a build has no date of its
   *     own
   */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    String date = Instant.parse(args[2]).atZone(ZoneOffset.UTC).toLocalDate().toString();
    Map<String, String> pages = ManPages.of(CommandTree.toBeRead(), date, args[1]);
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Files.writeString(folder.resolve(page.getKey()), page.getValue());
    }
  }
}
