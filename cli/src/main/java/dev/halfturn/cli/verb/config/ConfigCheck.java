// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.config;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.plugin.Configuration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code halfturn config check}. */
@Command(
    name = "check",
    header = "Checks the whole configuration; opens nothing.",
    description = "All problems are reported at once, each with where it is and what it may mean.",
    footerHeading = "%nExamples:%n",
    footer = {"  halfturn config check", "  halfturn config check --config new.yaml"})
public final class ConfigCheck extends Verb {

  public ConfigCheck(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    Configuration configuration = invocation.configuration();
    List<String> files = invocation.configFiles().stream().map(Path::toString).toList();
    Map<String, Object> members = JsonText.object();
    members.put("valid", true);
    members.put("files", files);
    members.put("settings", invocation.settings().keys().size());
    members.put("warnings", configuration.warnings());
    List<String> lines = new ArrayList<>();
    lines.add(
        invocation.glyphs().ok()
            + " configuration is valid: "
            + invocation.settings().keys().size()
            + " settings");
    files.forEach(file -> lines.add("File     " + file));
    lines.add("Store    " + configuration.store().name());
    invocation.result("config-check", members, lines);
    return ExitCode.DONE;
  }
}
