// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.config;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.config.ConfigFile;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.plugin.ConfigException;
import dev.halfturn.plugin.ConfigProblem;
import dev.halfturn.plugin.Origin;
import dev.halfturn.plugin.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code halfturn config set}. */
@Command(
    name = "set",
    header = "Changes or adds one setting in the user's configuration file.",
    description = {
      "Comments and the order of lines stay. A key that does not exist, or a value that is not"
          + " legal, is refused, and so is a sensitive setting: the command line is no place for it.",
      "The file is the one of --config, otherwise the user's own."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn config set store aws-ssm",
      "  halfturn config set app.erp.seller.eu.region eu",
      "  halfturn config set remind.ladder 90,120,150,165,173 --dry-run"
    })
public final class ConfigSet extends Verb {

  @Parameters(index = "0", paramLabel = "KEY", description = "The setting, as in 'config show'.")
  String key;

  @Parameters(index = "1", paramLabel = "VALUE", description = "Its value; items joined by commas.")
  String value;

  @Mixin DryRun dryRun;

  public ConfigSet(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    ConfigFile file = invocation.editableConfig();
    refuseWhatIsWrong(file.path());
    ConfigFile changed = file.with(key, value);
    boolean isNew = !changed.sameAs(file);
    if (isNew && !dryRun.given()) {
      changed.write();
    }
    Optional<String> winner = winner(file.path());
    Map<String, Object> members = JsonText.object();
    members.put("key", key);
    members.put("value", value);
    members.put("file", file.path().toString());
    members.put("changed", isNew);
    members.put("overriddenBy", winner);
    members.put("dryRun", dryRun.given());
    String verb = isNew ? dryRun.verb("Set", "set") : "Unchanged";
    invocation.done(
        "config-set",
        members,
        List.of(line(verb, key + " = " + value), line("File", file.path().toString())));
    winner.ifPresent(
        place -> invocation.warn("'" + key + "' is given by " + place + ", too, and that wins"));
    return ExitCode.DONE;
  }

  private static String line(String label, String text) {
    return label + " ".repeat(Math.max(1, 11 - label.length())) + text;
  }

  /** What was wrong before need not keep anybody from putting something else right. */
  private void refuseWhatIsWrong(Path file) {
    Settings before = invocation.settings();
    Origin argument = new Origin(Origin.Kind.COMMAND_LINE, "argument", Optional.of(file));
    Settings after = before.toBuilder().put(key, value, argument).build();
    List<ConfigProblem> caused = new ArrayList<>(invocation.problems(after));
    caused.removeAll(invocation.problems(before));
    if (!caused.isEmpty()) {
      throw new ConfigException(caused);
    }
  }

  /** The place, nearer than the file, that gives the setting, too. */
  private Optional<String> winner(Path file) {
    List<Path> files = invocation.configFiles();
    return invocation
        .settings()
        .origin(key)
        .filter(
            origin ->
                origin.file().map(other -> files.indexOf(other) > files.indexOf(file)).orElse(true))
        .map(Origin::text);
  }
}
