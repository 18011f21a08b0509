// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.script;

import dev.halfturn.testkit.SettableClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How a script's {@code halfturn} is run: in this process, or as a program of its own. */
public interface HalfturnCommand {

  /**
   * One run.
   *
   * @param args what follows the name of the command
   * @param input standard input
   * @param answers what a person at a terminal says, who sees both streams; nobody is there if none
   * @param stopped whether it is told to stop where it would wait
   * @param directory the working directory
   * @param environment all variables
   * @param clock what time it is; waiting moves it
   */
  record Call(
      List<String> args,
      String input,
      List<String> answers,
      boolean stopped,
      Path directory,
      Map<String, String> environment,
      SettableClock clock) {}

  /** Returns what came out, with all that differs from run to run still in it. */
  Script.Result run(Call call);
}
