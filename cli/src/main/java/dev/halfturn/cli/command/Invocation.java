// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.command;

import dev.halfturn.Halfturn;
import dev.halfturn.audit.Audit;
import dev.halfturn.audit.AuditTrail;
import dev.halfturn.cli.config.ConfigFile;
import dev.halfturn.cli.config.ConfigLayers;
import dev.halfturn.cli.config.Places;
import dev.halfturn.cli.config.StoreKey;
import dev.halfturn.cli.output.Colours;
import dev.halfturn.cli.output.Glyphs;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.process.Surroundings;
import dev.halfturn.plugin.ConfigException;
import dev.halfturn.plugin.ConfigProblem;
import dev.halfturn.plugin.Configuration;
import dev.halfturn.plugin.Origin;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.plugin.Settings;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One run of the command: where its output goes and what its verbs work with. Configuration and
 * plug-ins are read when a verb first asks for them. Not thread-safe.
 */
public final class Invocation {

  private final Surroundings surroundings;
  private final Root flags;
  private final Glyphs glyphs;
  private final Places places;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, SecretValue> typedKeys = new HashMap<>();
  private Optional<PluginRegistry> plugins = Optional.empty();
  private Optional<Settings> settings = Optional.empty();
  private Optional<Configuration> configuration = Optional.empty();
  private List<Path> configFiles = List.of();

  public Invocation(Surroundings surroundings, Root flags) {
    this.surroundings = surroundings;
    this.flags = flags;
    this.glyphs = Glyphs.of(surroundings.environment());
    this.places = new Places(surroundings);
  }

  /** Streams, environment and clock. */
  public Surroundings surroundings() {
    return surroundings;
  }

  /** Where files lie. */
  public Places places() {
    return places;
  }

  /** The file named by {@code --config} or {@code HALFTURN_CONFIG}. */
  public Optional<Path> configFile() {
    return flags
        .config
        .or(() -> environment(ConfigLayers.FILE_VARIABLE).map(Path::of))
        .map(surroundings.directory()::resolve);
  }

  /** The user's own configuration file, if there is one. */
  public Optional<Path> userConfigFile() {
    return ConfigLayers.existing(places.userConfig());
  }

  /**
   * The file in which settings are changed: the one of {@code --config}, otherwise the user's own.
   *
   * @throws HalfturnException if there is none, or it cannot be read
   */
  public ConfigFile editableConfig() {
    return ConfigFile.read(
        configFile()
            .or(this::userConfigFile)
            .orElseThrow(
                () ->
                    new HalfturnException(
                        Problem.of(
                                ErrorCode.NOT_FOUND,
                                "CONFIG_UNREADABLE",
                                "you have no configuration file of your own yet")
                            .withHint("write one with 'halfturn init', or name one by --config"))));
  }

  /** Signs that the caller's locale can show. */
  public Glyphs glyphs() {
    return glyphs;
  }

  /** The present moment. */
  public Instant now() {
    return surroundings.clock().instant();
  }

  /** The plug-ins of the distribution and of its folder for others. */
  public PluginRegistry plugins() {
    if (plugins.isEmpty()) {
      plugins =
          Optional.of(
              PluginRegistry.discover(Invocation.class.getClassLoader())
                  .before(CloudPlugins.NAMES, CloudPlugins::discover));
    }
    return plugins.get();
  }

  /** The settings from everywhere. */
  public Settings settings() {
    if (settings.isEmpty()) {
      ConfigLayers layers =
          new ConfigLayers(
              surroundings, given -> Configuration.knownKeys(given, plugins()), this::warn);
      settings = Optional.of(layers.load(configFile(), flags.settings));
      configFiles = layers.files();
    }
    return settings.get();
  }

  /** The configuration files that were read, the one that wins last. */
  public List<Path> configFiles() {
    settings();
    return configFiles;
  }

  /** The settings, checked; what should not stay as it is has been said. */
  public Configuration configuration() {
    if (configuration.isEmpty()) {
      quietConfiguration().warnings().forEach(this::warn);
    }
    return configuration.get();
  }

  /** The settings, checked; what should not stay as it is, is for the caller to say. */
  public Configuration quietConfiguration() {
    if (configuration.isEmpty()) {
      requireConfiguration();
      configuration = Optional.of(check(settings()));
    }
    return configuration.get();
  }

  /** Somebody who has none yet needs other advice than somebody who forgot a line. */
  private void requireConfiguration() {
    if (configFiles().isEmpty() && !settings().keys().contains("store")) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.INVALID_ARGUMENT,
                  ConfigException.REASON,
                  "there is no configuration yet")
              .withHint("write one with 'halfturn init', or name one by --config"));
    }
  }

  private Configuration check(Settings unchecked) {
    return Configuration.of(unchecked, plugins(), this::environment);
  }

  /** Everything that is wrong with settings; nothing if they are valid. */
  public List<ConfigProblem> problems(Settings unchecked) {
    try {
      check(unchecked);
      return List.of();
    } catch (ConfigException e) {
      return e.problems();
    }
  }

  /** What a plug-in instance gets of the surroundings. */
  public PluginContext context(String instance) {
    return new PluginContext(instance, surroundings.clock(), random, places.state());
  }

  /**
   * The store in use, with its key; a person is asked for it if the configuration names none.
   *
   * @param isNew whether the store is about to be made, and its passphrase with it
   */
  public PluginInstance<SecretStore> store(boolean isNew) {
    PluginInstance<SecretStore> store = configuration().store();
    return unlocked(settings(), store, isNew)
        .map(complete -> check(complete).store())
        .orElse(store);
  }

  /**
   * The settings with the passphrase of a store that somebody knows; empty if they name its key.
   * Nobody is asked twice.
   */
  private Optional<Settings> unlocked(
      Settings chosen, PluginInstance<SecretStore> store, boolean isNew) {
    if (!StoreKey.isMissing(chosen, store, surroundings)) {
      return Optional.empty();
    }
    SecretValue passphrase =
        typedKeys.computeIfAbsent(store.name(), name -> StoreKey.ask(name, isNew, surroundings));
    return Optional.of(StoreKey.with(chosen, store.name(), passphrase));
  }

  /** A configured store: the one of that name, or else the one in use. Not opened. */
  public PluginInstance<SecretStore> storeInstance(Optional<String> name) {
    return name.map(configuration()::store).orElseGet(configuration()::store);
  }

  /** What a store plug-in makes of its defaults; there need be no configuration. Not opened. */
  public PluginInstance<SecretStore> unconfiguredStore(String type) {
    return check(Settings.of(Map.of("store", type))).store();
  }

  /** Opens nothing but a store, with its key; whoever opens, closes. */
  public SecretStore openStore(String name) {
    PluginInstance<SecretStore> store = configuration().store(name);
    return unlocked(settings(), store, false)
        .map(complete -> check(complete).store(name))
        .orElse(store)
        .open(context(name));
  }

  /** Bytes that nobody can guess. */
  public byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /**
   * The options of the store in use if another key opened it.
   *
   * @param option where that key is: {@code key-file}, {@code key-command} or {@code passphrase}
   */
  public PluginConfig storeConfigWithKey(String option, String value) {
    String instance = configuration().store().name();
    return check(StoreKey.replace(settings(), instance, option, value)).store().config();
  }

  /** Opens everything that is configured; whoever opens, closes. */
  public Halfturn open() {
    return open(configuration().store(), settings());
  }

  /** The same with another of the configured stores. */
  public Halfturn open(String storeInstance) {
    return open(
        configuration().store(storeInstance),
        settings().toBuilder()
            .put("store", storeInstance, Origin.of(Origin.Kind.COMMAND_LINE, "argument"))
            .build());
  }

  /** The same with some settings more, or otherwise. */
  public Halfturn open(Map<String, String> others) {
    Settings.Builder changed = settings().toBuilder();
    others.forEach(
        (key, value) -> changed.put(key, value, Origin.of(Origin.Kind.COMMAND_LINE, "argument")));
    Settings chosen = changed.build();
    return open(check(chosen).store(), chosen);
  }

  /** The same, put together in a particular way. */
  public Halfturn open(UnaryOperator<Halfturn.Builder> way) {
    return way.apply(builder(configuration().store(), settings())).open();
  }

  private Halfturn open(PluginInstance<SecretStore> store, Settings chosen) {
    return builder(store, chosen).open();
  }

  private Halfturn.Builder builder(PluginInstance<SecretStore> store, Settings chosen) {
    return Halfturn.builder(unlocked(chosen, store, false).orElse(chosen))
        .plugins(plugins())
        .clock(surroundings.clock())
        .random(random)
        .stateDirectory(places.state())
        .environment(this::environment);
  }

  /** Where it is written down who does what, for verbs that do not open everything. */
  public Audit audit() {
    return Halfturn.builder(settings())
        .clock(surroundings.clock())
        .stateDirectory(places.state())
        .auditLog(configuration());
  }

  /** What was written down. */
  public AuditTrail auditTrail() {
    return new AuditTrail(auditFile());
  }

  /** The file that is written to. */
  public Path auditFile() {
    return Halfturn.builder(settings())
        .stateDirectory(places.state())
        .auditFile(quietConfiguration());
  }

  private Optional<String> environment(String name) {
    return Optional.ofNullable(surroundings.environment().get(name));
  }

  /** Whether what is done is to be logged. */
  public boolean verbose() {
    return flags.verbose;
  }

  /** Whether the result is wanted as JSON. */
  public boolean json() {
    return flags.json;
  }

  /**
   * To be called before a secret goes to standard output.
   *
   * @param reveal whether the caller insists
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if output is a terminal
   */
  public void refuseTerminal(boolean reveal) {
    if (!reveal && surroundings.terminal().showsOutput()) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.INVALID_ARGUMENT,
                  "REVEAL_NEEDED",
                  "standard output is a terminal, where a secret would stay on the screen")
              .withHint("send it into a pipe or file, or add --reveal"));
    }
  }

  /** Writes what was asked for: a line of data. */
  public void data(String line) {
    surroundings.out().println(line);
  }

  /** Writes a line for people. */
  public void line(String line) {
    data(inColour(line));
  }

  /** A line for people as it is to be seen. */
  public String inColour(String line) {
    boolean wanted =
        !flags.noColor
            && Colours.wanted(surroundings.environment(), surroundings.terminal().showsOutput());
    return wanted ? Colours.paint(line) : line;
  }

  /** Shows how far work has come, if it is long and somebody is watching. */
  public Progress progressOf(int steps) {
    String terminal = surroundings.environment().getOrDefault("TERM", "dumb");
    boolean visible =
        surroundings.terminal().canAsk() && !terminal.equals("dumb") && !flags.quiet && !flags.json;
    return new Progress(surroundings.err(), steps, visible);
  }

  /** Writes bytes as they are, and a line end, which readers of secrets drop again. */
  public void raw(byte[] bytes) {
    surroundings.out().write(bytes, 0, bytes.length);
    surroundings.out().println();
  }

  /** Writes a JSON document. */
  public void document(String verb, Map<String, ?> members) {
    data(JsonText.document("halfturn." + verb + "/v1", members));
  }

  /** Writes the result of a verb: as JSON if wanted, otherwise these lines. */
  public void result(String verb, Map<String, ?> members, List<String> lines) {
    if (flags.json) {
      document(verb, members);
    } else {
      lines.forEach(this::line);
    }
  }

  /** Writes what a verb has done, which nobody needs under {@code --quiet}. */
  public void done(String verb, Map<String, ?> members, List<String> lines) {
    result(verb, members, flags.quiet ? List.of() : lines);
  }

  /** Says while it happens what a verb does; not with {@code --quiet} or {@code --json}. */
  public void progress(String line) {
    if (!flags.quiet && !flags.json) {
      line(line);
    }
  }

  /** Says something beside the data; not with {@code --quiet} or {@code --json}. */
  public void note(String line) {
    if (!flags.quiet && !flags.json) {
      surroundings.err().println(line);
    }
  }

  /** Says something that must be heard. */
  public void warn(String line) {
    surroundings.err().println("halfturn: warning: " + line);
  }

  /** Reports a failure that does not end the run by itself. */
  public void error(Problem problem) {
    ErrorReport report = ErrorReport.of(problem);
    if (flags.json) {
      report.printJson(surroundings.err());
    } else {
      report.print(surroundings.err());
    }
  }
}
