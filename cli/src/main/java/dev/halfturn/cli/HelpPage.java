// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** Writes into a file what the parser answers to {@code --help}; run while Halfturn is built. */
public final class HelpPage {

  /** More than {@code --help} alone, which would be answered with the file. */
  private static final String[] HELP = {"--quiet", "--help"};

  private HelpPage() {}

  /**
   * Writes it.
   *
   * @param args the file
   */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (OutputStream bytes = Files.newOutputStream(file);
        PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      int status =
          Main.run(
              HELP,
              InputStream.nullInputStream(),
              out,
              System.err,
              Map.of(),
              InstantSource.system());
      if (status != 0) {
        throw new IllegalStateException("there is no help");
      }
    }
  }
}
