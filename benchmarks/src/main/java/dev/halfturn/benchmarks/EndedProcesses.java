// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Those that this process has started, and what they have started, as Linux counts them. */
final class EndedProcesses {

  private static final Path COUNTED = Path.of("/proc/self/stat");
  private static final long NANOS_A_TICK = 10_000_000;
  private static final int USER_TICKS = 13;
  private static final int SYSTEM_TICKS = 14;

  private EndedProcesses() {}

  /** Whether this machine counts them. */
  static boolean areCounted() {
    return Files.isReadable(COUNTED);
  }

  /** Their time on processors up to now, in steps of 10 ms; nothing where they are not counted. */
  static long processorNanos() throws IOException {
    if (!areCounted()) {
      return 0;
    }
    String state = Files.readString(COUNTED);
    String[] fields = state.substring(state.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]))
        * NANOS_A_TICK;
  }
}
