// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.config;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.output.Table;
import dev.halfturn.plugin.EffectiveSetting;
import dev.halfturn.plugin.Origin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code halfturn config show}. */
@Command(
    name = "show",
    header = "Shows every setting as it applies; opens nothing.",
    description =
        "What was given, and the defaults of the rest. A sensitive value is not shown, a reference"
            + " such as $${env:NAME} as it is written.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn config show",
      "  halfturn config show --origin       where each comes from: file and line, variable"
    })
public final class ConfigShow extends Verb {

  private static final String REDACTED = "[REDACTED]";

  @Option(names = "--origin", description = "Show where each comes from.")
  boolean origin;

  public ConfigShow(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    List<EffectiveSetting> settings = invocation.configuration().effective();
    Map<String, Object> members = JsonText.object();
    members.put("files", invocation.configFiles().stream().map(Path::toString).toList());
    members.put("settings", settings.stream().map(ConfigShow::members).toList());
    invocation.result("config-show", members, table(settings).lines());
    return ExitCode.DONE;
  }

  private Table table(List<EffectiveSetting> settings) {
    Table table = origin ? new Table("KEY", "VALUE", "FROM") : new Table("KEY", "VALUE");
    for (EffectiveSetting setting : settings) {
      String value = setting.value().orElse(setting.sensitive() ? REDACTED : "");
      if (origin) {
        table.row(setting.key(), value, setting.origin().map(Origin::text).orElse("default"));
      } else {
        table.row(setting.key(), value);
      }
    }
    return table;
  }

  private static Map<String, Object> members(EffectiveSetting setting) {
    Map<String, Object> members = JsonText.object();
    members.put("key", setting.key());
    members.put("value", setting.value());
    members.put("sensitive", setting.sensitive());
    members.put("origin", setting.origin().map(ConfigShow::members));
    return members;
  }

  private static Map<String, Object> members(Origin origin) {
    Map<String, Object> members = JsonText.object();
    members.put("kind", origin.kind());
    members.put("text", origin.text());
    return members;
  }
}
