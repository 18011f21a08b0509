// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Root;
import dev.halfturn.cli.process.Surroundings;
import dev.halfturn.cli.verb.VerbExits;
import dev.halfturn.cli.verb.Verbs;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine;

/** The command with its verbs, as they are described to people. */
final class CommandTree {

  private CommandTree() {}

  /**
   * The verb that the arguments name; all of them if they name none.
   *
   * @param flags those of the command itself, which the parser will set
   */
  static CommandLine of(Root flags, String[] args, Invocation invocation) {
    CommandLine command = new CommandLine(flags);
    Verbs.register(command, args, invocation);
    describe(command);
    return command;
  }

  /** All of it, none of which is going to be run. */
  static CommandLine toBeRead() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Surroundings surroundings =
        Surroundings.withoutTerminal(
            InputStream.nullInputStream(), nowhere, nowhere, Map.of(), InstantSource.system());
    Root flags = new Root();
    return of(flags, new String[0], new Invocation(surroundings, flags));
  }

  private static void describe(CommandLine command) {
    command
        .getCommandSpec()
        .usageMessage()
        .parameterListHeading("%nArguments:%n")
        .optionListHeading("%nOptions:%n")
        .exitCodeListHeading("%nEXIT CODES%n")
        .exitCodeList(VerbExits.of(command.getCommandSpec()));
    command.getSubcommands().values().forEach(CommandTree::describe);
  }
}
