// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.config;

import dev.halfturn.plugin.ConfigException;
import dev.halfturn.plugin.ConfigProblem;
import dev.halfturn.plugin.Configuration;
import dev.halfturn.plugin.Origin;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.plugin.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Settings as a document shows them: a part of a configuration, whose files are on the reader's
 * machine. What is missing is no mistake there; whatever is wrong with what is shown is.
 */
public final class DocumentedSettings {

  private static final String ADDRESS = "https://chat.example.com/a-canary";
  private static final String KEY = "a-canary-of-some-length";
  private static final String QUEUE = "https://sqs.eu-central-1.amazonaws.com/111122223333/queue";

  private static final String PREFIX = "halfturn.";

  /** Which are that program's own, and not references of ours. */
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(?!env:|file:|secret:)[^}]*}");

  private final PluginRegistry plugins;
  private final Path directory;

  /**
   * @param directory for the files that the settings name
   */
  public DocumentedSettings(PluginRegistry plugins, Path directory) {
    this.plugins = plugins;
    this.directory = directory;
  }

  /**
   * What is wrong.
   *
   * @param name of a file: {@code .properties}, or anything else for YAML
   */
  public List<String> problems(String name, String text) {
    List<ConfigProblem> problems = new ArrayList<>();
    Settings shown = FlatFile.parse(directory.resolve(name), text, problems);
    if (problems.isEmpty() && shown.keys().isEmpty()) {
      return List.of("there are no settings");
    }
    if (problems.isEmpty()) {
      try {
        Configuration.of(completed(withoutPrefix(shown)), plugins, variable -> Optional.of(KEY));
      } catch (ConfigException e) {
        problems.addAll(e.problems());
      }
    }
    return problems.stream()
        .filter(problem -> problem.origin().isPresent()) // the others are about what is missing
        .map(ConfigProblem::text)
        .toList();
  }

  /** In a program that has other settings as well they begin so. */
  private static Settings withoutPrefix(Settings shown) {
    if (!shown.keys().stream().allMatch(key -> key.startsWith(PREFIX))) {
      return shown;
    }
    Settings.Builder settings = Settings.builder();
    for (String key : shown.keys()) {
      settings.put(
          key.substring(PREFIX.length()),
          PLACEHOLDER.matcher(shown.find(key).orElseThrow()).replaceAll("/home/erp"),
          shown.origin(key).orElseThrow());
    }
    return settings.build();
  }

  private Settings completed(Settings shown) {
    Settings.Builder settings = shown.toBuilder();
    for (String key : shown.keys()) {
      if (key.endsWith("-file") && !key.endsWith(".key-file")) {
        String value = key.endsWith("url-file") ? ADDRESS : KEY;
        settings.put(key, file(key + ".txt", value), Origin.CODE);
      } else if (key.equals("remind.holidays")) {
        settings.put(key, file("holidays.txt", "2026-12-25\n"), Origin.CODE);
      }
    }
    for (String notifier : shown.find("notifiers").orElse("log").split(",", -1)) {
      if (shown.keys().stream().noneMatch(key -> key.startsWith("notifier." + notifier + "."))) {
        settings.put("notifier." + notifier + ".type", "log", Origin.CODE);
      }
    }
    if (shown.find("rotation.auto").isPresent() && shown.find("issuer").isEmpty()) {
      settings.put("issuer", "spapi", Origin.CODE);
      settings.put("issuer.spapi.queue-url", QUEUE, Origin.CODE);
    }
    return settings.build();
  }

  private String file(String name, String content) {
    try {
      return Files.writeString(directory.resolve(name), content).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
