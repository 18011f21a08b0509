// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.script;

import dev.halfturn.cli.config.ConfigLayers;
import dev.halfturn.cli.process.Pause;
import dev.halfturn.cli.process.Surroundings;
import dev.halfturn.cli.process.Terminal;
import dev.halfturn.plugin.Configuration;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.plugin.Settings;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.SecretOracles.Kept;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the store that the command uses, as another process would, for the oracles of a simulator:
 * at each call that comes to it. Where nobody can look, because the store needs a person or is out
 * of order, what was seen last counts.
 */
public final class StoreReader {

  private static final Path STATE =
      Path.of("target", "oracles", System.getProperty("halfturn.log", "alone")).toAbsolutePath();

  private final Path directory;
  private final Map<String, String> environment;
  private final InstantSource clock;
  private PluginRegistry plugins = PluginRegistry.discover(StoreReader.class.getClassLoader());
  private final Map<String, Kept> seen = new HashMap<>();

  /**
   * Makes one.
   *
   * @param directory the working directory of the command
   * @param environment its variables, as they are by then
   */
  public StoreReader(Path directory, Map<String, String> environment, InstantSource clock) {
    this.directory = directory;
    this.environment = environment;
    this.clock = clock;
  }

  /** With plug-ins that find the store from this process. */
  synchronized void use(PluginRegistry others) {
    plugins = others;
  }

  /** Lets the oracles ask here about an application that goes by the same name on both sides. */
  public void watch(AmazonSimulator amazon, SimulatedApp app) {
    amazon.oracles().keptBy(app, () -> kept(app.name()));
  }

  private synchronized Kept kept(String app) {
    Kept last = seen.getOrDefault(app, new Kept(Optional.empty(), Optional.empty(), List.of()));
    try {
      Kept now = read(app);
      seen.put(app, now);
      return now;
    } catch (HalfturnException e) {
      return last;
    }
  }

  private Kept read(String app) {
    SecretName current = CredentialNames.clientSecret(app);
    SecretName previous = CredentialNames.previous(app);
    SecretName inbox = CredentialNames.inbox(app);
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Surroundings surroundings =
        new Surroundings(
            InputStream.nullInputStream(),
            nowhere,
            nowhere,
            environment,
            Map.of(),
            clock,
            Terminal.none(),
            directory,
            Pause.real());
    Settings settings =
        new ConfigLayers(
                surroundings, given -> Configuration.knownKeys(given, plugins), warning -> {})
            .load(
                Optional.ofNullable(environment.get(ConfigLayers.FILE_VARIABLE))
                    .map(directory::resolve),
                Map.of());
    Map<SecretName, StoredSecret> found;
    try (SecretStore store =
        Configuration.of(settings, plugins, name -> Optional.ofNullable(environment.get(name)))
            .store()
            .open(new PluginContext("oracles", clock, new SecureRandom(), STATE))) {
      found = store.findAll(Set.of(current, previous, inbox));
    }
    return new Kept(
        text(found, current), text(found, previous), text(found, inbox).stream().toList());
  }

  private static Optional<String> text(Map<SecretName, StoredSecret> found, SecretName name) {
    return Optional.ofNullable(found.get(name))
        .map(StoredSecret::value)
        .map(SecretValue::revealUtf8);
  }
}
