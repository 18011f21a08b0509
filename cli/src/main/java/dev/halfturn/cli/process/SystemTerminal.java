// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.process;

import java.io.Console;
import java.util.Optional;

/** The terminal this process was started from. */
final class SystemTerminal implements Terminal {

  /** Set by the launcher: the JDK knows only whether input and output are terminals together. */
  static final String STDOUT_PROPERTY = "halfturn.stdout";

  private final Optional<Console> console = Optional.ofNullable(System.console());
  private final StopSignal stop;

  SystemTerminal(StopSignal stop) {
    this.stop = stop;
  }

  @Override
  public boolean canAsk() {
    return console.isPresent();
  }

  @Override
  public boolean showsOutput() {
    return console.isPresent() || "terminal".equals(System.getProperty(STDOUT_PROPERTY));
  }

  @Override
  public Optional<String> ask(String prompt) {
    Console asked = console.orElseThrow();
    return Optional.ofNullable(stop.asking(() -> asked.readLine("%s", prompt)));
  }

  @Override
  public Optional<char[]> askHidden(String prompt) {
    Console asked = console.orElseThrow();
    return Optional.ofNullable(stop.asking(() -> asked.readPassword("%s", prompt)));
  }
}
