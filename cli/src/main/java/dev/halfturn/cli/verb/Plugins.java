// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.output.Table;
import dev.halfturn.plugin.PluginInfo;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.spi.ConfigOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code halfturn plugins}. */
@Command(
    name = "plugins",
    header = "Lists the plug-ins that were found.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn plugins",
      "  halfturn plugins --verbose     class, jar, SHA-256, options",
      "  halfturn plugins --json"
    })
final class Plugins extends Verb {

  @Option(
      names = "--verbose",
      description = "Show the class, the jar with its SHA-256 and every option.")
  boolean verbose;

  Plugins(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    PluginRegistry registry = invocation.plugins();
    List<String> lines = new ArrayList<>();
    if (verbose) {
      registry.plugins().forEach(plugin -> describe(plugin, lines));
    } else {
      Table table = new Table("KIND", "NAME", "FROM");
      registry
          .plugins()
          .forEach(plugin -> table.row(plugin.kind().word(), plugin.name(), from(plugin)));
      lines.addAll(table.lines());
    }
    Map<String, Object> members = JsonText.object();
    members.put("plugins", registry.plugins().stream().map(Plugins::members).toList());
    members.put("problems", registry.problems());
    invocation.result("plugins", members, lines);
    registry.problems().forEach(invocation::warn);
    return registry.problems().isEmpty() ? ExitCode.DONE : ExitCode.CONFIGURATION;
  }

  private static String from(PluginInfo plugin) {
    return plugin.location().map(Path::getFileName).map(Path::toString).orElse("-");
  }

  private static void describe(PluginInfo plugin, List<String> lines) {
    lines.add(plugin.kind().word() + " " + plugin.name());
    lines.add("  class    " + plugin.className());
    plugin.location().ifPresent(path -> lines.add("  from     " + path));
    plugin.sha256().ifPresent(hash -> lines.add("  sha-256  " + hash));
    for (ConfigOption<?> option : plugin.options()) {
      lines.add("  option   " + option.pattern() + suffix(option));
      lines.add("             " + option.doc());
    }
  }

  private static String suffix(ConfigOption<?> option) {
    return (option.required() ? "  required" : "")
        + (option.sensitive() ? "  sensitive" : "")
        + option.defaultText().map(text -> "  default " + text).orElse("");
  }

  private static Map<String, Object> members(PluginInfo plugin) {
    Map<String, Object> members = JsonText.object();
    members.put("kind", plugin.kind());
    members.put("name", plugin.name());
    members.put("class", plugin.className());
    members.put("location", plugin.location().map(Path::toString));
    members.put("sha256", plugin.sha256());
    members.put("options", plugin.options().stream().map(Plugins::members).toList());
    return members;
  }

  private static Map<String, Object> members(ConfigOption<?> option) {
    Map<String, Object> members = JsonText.object();
    members.put("key", option.pattern());
    members.put("doc", option.doc());
    members.put("default", option.defaultText());
    members.put("required", option.required());
    members.put("sensitive", option.sensitive());
    return members;
  }
}
