// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import dev.halfturn.cli.process.Surroundings;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/** Tells the story inside another program's process, such as the build's, which it must not end. */
public final class DemoMain {

  private DemoMain() {}

  /**
   * Tells it on standard output.
   *
   * @throws IllegalStateException if a step did not behave as promised
   */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int status =
        Main.run(
            new String[] {"demo"},
            Surroundings.withoutTerminal(
                InputStream.nullInputStream(),
                out,
                System.err,
                System.getenv(),
                InstantSource.system()));
    if (status != 0) {
      throw new IllegalStateException("the demonstration did not behave as promised");
    }
  }
}
