// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether this process is what a terminal talks to now. Then Ctrl-C reaches its children by itself,
 * and handing it on would be a second one.
 */
final class Foreground {

  private static final Path STATE = Path.of("/proc/self/stat");

  // behind the name in brackets: state, parent, group, session, terminal, group in its foreground
  private static final int GROUP = 2;
  private static final int TERMINAL = 4;
  private static final int FOREGROUND = 5;

  private Foreground() {}

  /**
   * @param terminal what to go by where the system does not say it
   */
  static boolean isOurs(Terminal terminal) {
    return state().map(Foreground::isForeground).orElseGet(terminal::canAsk);
  }

  static boolean isForeground(String state) {
    String[] fields = state.substring(state.lastIndexOf(')') + 2).split(" ", -1);
    return !fields[TERMINAL].equals("0") && fields[FOREGROUND].equals(fields[GROUP]);
  }

  private static Optional<String> state() {
    try {
      return Optional.of(Files.readString(STATE));
    } catch (IOException e) {
      return Optional.empty(); // another system
    }
  }
}
