// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Root;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.completion.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code halfturn completion}. */
@Command(
    name = "completion",
    header = "Prints a script by which a shell completes verbs and flags.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn completion bash > /etc/bash_completion.d/halfturn",
      "  source <(halfturn completion zsh)                             in ~/.zshrc",
      "  halfturn completion fish > ~/.config/fish/completions/halfturn.fish"
    })
final class Completion extends Verb {

  @Parameters(
      paramLabel = "<shell>",
      converter = Shell.Converter.class,
      completionCandidates = Shell.Names.class,
      description = "bash, zsh or fish.")
  Shell shell;

  Completion(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    invocation.surroundings().out().print(shell.script(all(invocation)));
    return ExitCode.DONE;
  }

  /** The command with all its verbs, none of which is going to be run. */
  static CommandLine all(Invocation invocation) {
    CommandLine root = new CommandLine(new Root());
    Verbs.register(root, new String[0], invocation);
    return root;
  }
}
