// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import dev.halfturn.cli.completion.Shell;
import dev.halfturn.cli.process.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** Writes what {@code halfturn completion} prints into files; for the build of the distribution. */
public final class CompletionFiles {

  private CompletionFiles() {}

  /**
   * Writes one file for each shell.
   *
   * @param args the folder
   * @throws IllegalStateException if the command did not print a script
   */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    for (Shell shell : Shell.values()) {
      Path file = folder.resolve("halfturn." + shell.text());
      try (PrintStream out = new PrintStream(file.toFile(), StandardCharsets.UTF_8)) {
        Surroundings surroundings =
            Surroundings.withoutTerminal(
                InputStream.nullInputStream(), out, System.err, Map.of(), InstantSource.system());
        if (Main.run(new String[] {"completion", shell.text()}, surroundings) != 0) {
          throw new IllegalStateException("no script was printed for " + shell.text());
        }
      }
    }
  }
}
