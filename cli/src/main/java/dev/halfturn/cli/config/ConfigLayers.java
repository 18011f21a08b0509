// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.config;

import dev.halfturn.cli.process.Surroundings;
import dev.halfturn.plugin.ConfigException;
import dev.halfturn.plugin.ConfigProblem;
import dev.halfturn.plugin.Origin;
import dev.halfturn.plugin.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Collects settings from everywhere. Of two places that give the same key the nearer one wins:
 * flag, environment, system property, working directory, user, machine.
 */
public final class ConfigLayers {

  /** Names the file that is read in place of the usual ones. */
  public static final String FILE_VARIABLE = "HALFTURN_CONFIG";

  private static final String PROPERTY_PREFIX = "halfturn.";
  private static final String PROJECT = "halfturn.yaml";
  private static final List<String> FILE_NAMES = List.of("config.yaml", "config.properties");

  /** What the launcher passes for itself. */
  private static final List<String> OWN_PROPERTIES = List.of("halfturn.stdout");

  private final Surroundings surroundings;
  private final KnownKeys knownKeys;
  private final Consumer<String> warnings;
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();

  /**
   * @param knownKeys which keys exist, so that the environment can be asked for each
   * @param warnings told of a file that is not believed
   */
  public ConfigLayers(Surroundings surroundings, KnownKeys knownKeys, Consumer<String> warnings) {
    this.surroundings = surroundings;
    this.knownKeys = knownKeys;
    this.warnings = warnings;
  }

  /**
   * Reads all places.
   *
   * @param file read in place of the usual files
   * @param flags settings of the command line
   * @throws ConfigException with everything that is wrong with the files and the environment
   */
  public Settings load(Optional<Path> file, Map<String, String> flags) {
    Settings.Builder builder = Settings.builder();
    for (Path place : files(file)) {
      files.add(place);
      builder.putAll(FlatFile.read(place, problems));
    }
    properties(builder);
    Settings withoutFlags = builder.build();
    Settings.Builder flagged = Settings.builder();
    flags.forEach(
        (key, value) -> flagged.put(key, value, Origin.of(Origin.Kind.COMMAND_LINE, "--set")));
    Settings command = flagged.build();
    Settings environment =
        new EnvironmentLayer(surroundings.environment(), knownKeys, problems)
            .read(withoutFlags.toBuilder().putAll(command).build());
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return withoutFlags.toBuilder().putAll(environment).putAll(command).build();
  }

  /** The files that were read by {@link #load}, the one that wins last. */
  public List<Path> files() {
    return List.copyOf(files);
  }

  private List<Path> files(Optional<Path> given) {
    if (given.isPresent()) {
      return List.of(given.get());
    }
    Places places = new Places(surroundings);
    List<Path> found = new ArrayList<>();
    existing(places.systemConfig()).ifPresent(found::add);
    existing(places.userConfig()).ifPresent(found::add);
    project().ifPresent(found::add);
    return found;
  }

  /** The configuration file in a directory, if there is one. */
  public static Optional<Path> existing(Path directory) {
    return FILE_NAMES.stream().map(directory::resolve).filter(Files::exists).findFirst();
  }

  private Optional<Path> project() {
    Path file = surroundings.directory().resolve(PROJECT);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Optional<String> doubt = Ownership.doubt(file);
    doubt.ifPresent(reason -> warnings.accept("ignored ./" + PROJECT + ": " + reason));
    return doubt.isEmpty() ? Optional.of(file) : Optional.empty();
  }

  private void properties(Settings.Builder builder) {
    surroundings
        .properties()
        .forEach(
            (name, value) -> {
              if (name.startsWith(PROPERTY_PREFIX) && !OWN_PROPERTIES.contains(name)) {
                builder.put(
                    name.substring(PROPERTY_PREFIX.length()),
                    value,
                    Origin.of(Origin.Kind.SYSTEM_PROPERTY, "-D" + name));
              }
            });
  }
}
