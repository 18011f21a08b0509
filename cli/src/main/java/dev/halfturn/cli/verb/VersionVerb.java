// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.command.Version;
import dev.halfturn.cli.output.JsonText;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code halfturn version}. */
@Command(
    name = "version",
    header = "Shows which release this is.",
    footerHeading = "%nExamples:%n",
    footer = "  halfturn version --json")
final class VersionVerb extends Verb {

  VersionVerb(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    Map<String, Object> members = JsonText.object();
    members.put("version", Version.current());
    members.put("java", Runtime.version().toString());
    invocation.result(
        "version",
        members,
        List.of("halfturn " + Version.current() + ", Java " + Runtime.version()));
    return ExitCode.DONE;
  }
}
