// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.config;

import dev.halfturn.cli.process.Surroundings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where files lie: the XDG directories, under systemd the directories it made for the service, on
 * Windows the application data of the user.
 */
public final class Places {

  private static final String NAME = "halfturn";

  private final Map<String, String> environment;
  private final boolean windows;

  public Places(Surroundings surroundings) {
    this(surroundings.environment(), System.getProperty("os.name", "").startsWith("Windows"));
  }

  Places(Map<String, String> environment, boolean windows) {
    this.environment = environment;
    this.windows = windows;
  }

  /** The directory of the user's configuration and keys. */
  public Path userConfig() {
    return windows
        ? directory("APPDATA", "AppData/Roaming")
        : directory("XDG_CONFIG_HOME", ".config");
  }

  /** The directory of the machine's configuration. */
  public Path systemConfig() {
    return windows
        ? Path.of(environment.getOrDefault("PROGRAMDATA", "C:/ProgramData")).resolve(NAME)
        : Path.of("/etc", NAME);
  }

  /** The directory of the file store. */
  public Path data() {
    return service()
        .orElseGet(
            () ->
                windows
                    ? directory("LOCALAPPDATA", "AppData/Local")
                    : directory("XDG_DATA_HOME", ".local/share"));
  }

  /** The directory of small files that may be lost. */
  public Path state() {
    return service()
        .orElseGet(
            () ->
                windows
                    ? directory("LOCALAPPDATA", "AppData/Local").resolve("state")
                    : directory("XDG_STATE_HOME", ".local/state"));
  }

  /** What systemd gave the service, the first if there are several. */
  private Optional<Path> service() {
    return value("STATE_DIRECTORY").map(text -> Path.of(text.split(":", 2)[0]));
  }

  private Path directory(String variable, String belowHome) {
    return value(variable)
        .map(Path::of)
        .filter(Path::isAbsolute) // the XDG specification: a relative one is to be ignored
        .orElseGet(() -> home().resolve(belowHome))
        .resolve(NAME);
  }

  /** The user's home directory. */
  public Path home() {
    return Path.of(
        value(windows ? "USERPROFILE" : "HOME")
            .orElseGet(() -> System.getProperty("user.home", ".")));
  }

  private Optional<String> value(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(text -> !text.isEmpty());
  }
}
