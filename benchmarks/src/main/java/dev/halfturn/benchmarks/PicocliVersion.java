// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The smallest command that picocli reads the arguments of. */
@Command(name = "smallest", version = "1.0", mixinStandardHelpOptions = true)
final class PicocliVersion implements Runnable {

  private PicocliVersion() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new PicocliVersion()).execute(args));
  }

  @Override
  public void run() {
    // asked for its version only
  }
}
