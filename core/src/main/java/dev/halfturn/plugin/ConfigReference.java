// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.spi.ConfigOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The list of all settings, made from what checks them, so that it cannot be out of date. */
public final class ConfigReference {

  private ConfigReference() {}

  /**
   * All settings as Markdown: one table for what is not a plug-in's, one for each plug-in.
   *
   * @param plugins those to document
   */
  public static String markdown(PluginRegistry plugins) {
    StringBuilder text = new StringBuilder("## Settings\n\n");
    text.append("| key | default | meaning |\n|---|---|---|\n");
    for (CoreKey<?> key : CoreKeys.ALL) {
      String twin = key.twin().map(file -> ", " + code(file)).orElse("");
      text.append(row(code(key.pattern()) + twin, shownDefault(key.shownDefault()), key.doc()));
    }
    for (PluginKind kind : PluginKind.values()) {
      text.append(
          row(
              code(Instances.typeKey(kind, "<instance>")),
              "the instance's name",
              "which " + kind.word() + " plug-in the instance is"));
    }
    plugins.plugins().forEach(plugin -> append(plugin, text));
    return text.toString();
  }

  private static void append(PluginInfo plugin, StringBuilder text) {
    String kind = plugin.kind().word();
    text.append("\n## ")
        .append(kind.substring(0, 1).toUpperCase(Locale.ROOT))
        .append(kind.substring(1))
        .append(' ')
        .append(code(plugin.name()))
        .append("\n\n");
    if (plugin.options().isEmpty()) {
      text.append("It has no settings.\n");
      return;
    }
    text.append("| key | default | meaning |\n|---|---|---|\n");
    for (ConfigOption<?> option : plugin.options()) {
      text.append(row(keys(plugin, option), defaultOf(option), option.doc()));
    }
  }

  private static String keys(PluginInfo plugin, ConfigOption<?> option) {
    String prefix = plugin.kind().word() + "." + plugin.name() + ".";
    List<String> keys = new ArrayList<>(List.of(option.pattern()));
    InstanceOptions.twin(option, plugin.options()).ifPresent(keys::add);
    return keys.stream().map(key -> code(prefix + key)).collect(Collectors.joining(", "));
  }

  private static String defaultOf(ConfigOption<?> option) {
    return option.required()
        ? "required"
        : option.defaultText().map(ConfigReference::code).orElse("-");
  }

  private static String shownDefault(String text) {
    return text.isEmpty() ? "-" : text;
  }

  private static String row(String keys, String shownDefault, String doc) {
    return "| " + keys + " | " + escaped(shownDefault) + " | " + escaped(doc) + " |\n";
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }
}
