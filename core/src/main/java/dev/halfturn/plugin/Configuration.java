// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.rotation.RotationPolicy;
import dev.halfturn.secrets.AppSettings;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretIssuer;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Settings that were checked as a whole, against the plug-ins there are. Nothing is opened yet.
 * Immutable; its text form shows no value.
 */
public final class Configuration {

  private static final Duration HOOK_TIMEOUT = Duration.ofSeconds(60);

  /** The parts of a configuration whose checks need nothing but the settings. */
  private record Plain(
      SortedSet<String> apps,
      Map<String, AppSettings> appSettings,
      RotationPolicy rotation,
      Optional<String> rotationOwner,
      Optional<String> instance,
      Optional<Path> hooks,
      Duration hookTimeout,
      Optional<Path> audit,
      boolean keepsTokens,
      ServeSettings serve,
      Optional<String> consumer,
      Endpoints endpoints) {}

  private final Settings settings;
  private final PluginRegistry plugins;
  private final StoreReferences sources;
  private final Given given;
  private final PluginSection.Chosen chosen;
  private final Plain plain;
  private final List<String> warnings;
  private final boolean refersToStore;

  private Configuration(
      Settings settings, PluginRegistry plugins, StoreReferences sources, Given given) {
    this.settings = settings;
    this.plugins = plugins;
    this.sources = sources;
    this.given = given;
    Checks checks = new Checks(settings, sources);
    checks.read(CoreKeys.VERSION);
    PluginSection section = new PluginSection(checks, plugins, given);
    chosen = section.check();
    plain = plain(checks, section.notifierNames(), section.hasIssuer());
    checks.unknownKeys(
        KnownKeys.ofMentioned(checks.settings(), plugins),
        () -> KnownKeys.of(checks.settings(), plugins));
    checks.finish();
    warnings = checks.warnings();
    refersToStore = checks.hasDeferred();
  }

  /**
   * Checks everything there is to check without opening anything.
   *
   * @param settings not yet resolved; see {@link Settings} for references
   * @param environment environment variables by name, for references
   * @throws ConfigException with <em>all</em> problems: unknown keys, values that are not legal or
   *     contradict one another, references without a value, sensitive values given where others see
   *     them, plug-ins that do not exist, are ambiguous or not allowed
   */
  public static Configuration of(
      Settings settings, PluginRegistry plugins, Function<String, Optional<String>> environment) {
    return of(settings, plugins, environment, Given.NOTHING);
  }

  /**
   * As {@link #of(Settings, PluginRegistry, Function)}, for a program that brings something itself.
   */
  public static Configuration of(
      Settings settings,
      PluginRegistry plugins,
      Function<String, Optional<String>> environment,
      Given given) {
    return new Configuration(settings, plugins, StoreReferences.deferring(environment), given);
  }

  /**
   * Whether settings refer to entries of the store. If so, {@link #notifiers()}, {@link
   * #scheduler()} and {@link #issuer()} are not complete and must not be opened; {@link
   * #withEntries} completes them.
   */
  public boolean refersToStore() {
    return refersToStore;
  }

  /**
   * The same configuration with what the entries hold to which it refers.
   *
   * @param entries reads the store in use, which is open
   * @throws ConfigException if an entry does not exist, is not text, or holds no legal value
   */
  public Configuration withEntries(Function<SecretName, Optional<SecretValue>> entries) {
    return new Configuration(settings, plugins, sources.open(entries), given);
  }

  /** What applies, setting by setting, by key: what was given and, for the rest, the defaults. */
  public List<EffectiveSetting> effective() {
    return EffectiveSettings.of(settings, chosen);
  }

  /**
   * Every key that would mean something beside the given settings, plug-ins' options included: for
   * sources that must be asked key by key, such as environment variables. Instances, applications
   * and sellers are those the settings mention, and each plug-in under its own name.
   */
  public static SortedSet<String> knownKeys(Settings settings, PluginRegistry plugins) {
    return KnownKeys.of(settings, plugins);
  }

  /** The store in use. */
  public PluginInstance<SecretStore> store() {
    return chosen.stores().get(chosen.store().orElseThrow());
  }

  /**
   * Any store: one that the settings declare, or a store plug-in under its own name, with nothing
   * but defaults.
   *
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if there is neither
   * @throws ConfigException if the defaults do not suffice
   */
  public PluginInstance<SecretStore> store(String name) {
    if (chosen.stores().containsKey(name)) {
      return chosen.stores().get(name);
    }
    SortedSet<String> existing = new TreeSet<>(plugins.names(PluginKind.STORE));
    if (!existing.contains(name)) {
      existing.addAll(stores());
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.NOT_FOUND,
                  PluginRegistry.UNKNOWN,
                  "there is no such store; there are: " + String.join(", ", existing))
              .withHint("declare a store by store.<name>.type and its other settings"));
    }
    Checks checks = new Checks(settings, sources);
    Optional<PluginInstance<SecretStore>> instance =
        new PluginSection(checks, plugins, given).store(name);
    checks.finish();
    return instance.orElseThrow();
  }

  /** The names of the stores that the settings declare or use. */
  public SortedSet<String> stores() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(chosen.stores().keySet()));
  }

  /** The notifiers to tell people by, in the order given. */
  public List<PluginInstance<Notifier>> notifiers() {
    return List.copyOf(chosen.notifiers());
  }

  /** What wakes the tracker. */
  public PluginInstance<ExpiryScheduler> scheduler() {
    return chosen.scheduler().orElseThrow();
  }

  /** What brings new client secrets by itself; empty where people do. */
  public Optional<PluginInstance<SecretIssuer>> issuer() {
    return chosen.issuer();
  }

  /** The applications to care for; empty for all that the store has. */
  public SortedSet<String> apps() {
    return Collections.unmodifiableSortedSet(plain.apps());
  }

  /** What is said of an application; {@link AppSettings#NONE} if nothing is. */
  public AppSettings app(String app) {
    return plain.appSettings().getOrDefault(app, AppSettings.NONE);
  }

  /** When secrets are replaced and people reminded. */
  public RotationPolicy rotation() {
    return plain.rotation();
  }

  /** The name of the one instance that makes rotations; empty if all may. */
  public Optional<String> rotationOwner() {
    return plain.rotationOwner();
  }

  /** What this instance is called among those that share the store; empty if nothing says. */
  public Optional<String> instance() {
    return plain.instance();
  }

  /** Where the programs lie that are run around a rotation; empty if none are. */
  public Optional<Path> hooks() {
    return plain.hooks();
  }

  /** How long one of them may take. */
  public Duration hookTimeout() {
    return plain.hookTimeout();
  }

  /** Where it is written down who did what; empty for the usual place. */
  public Optional<Path> audit() {
    return plain.audit();
  }

  /** Whether access tokens are kept on disk, for other processes. */
  public boolean keepsTokens() {
    return plain.keepsTokens();
  }

  /** What {@code halfturn serve} shows, to whom. */
  public ServeSettings serve() {
    return plain.serve();
  }

  /**
   * What this installation is called where others are told who uses what; empty if nothing says.
   */
  public Optional<String> consumer() {
    return plain.consumer();
  }

  /** Where Amazon is, and the way there. */
  public Endpoints endpoints() {
    return given.endpoints().orElse(plain.endpoints());
  }

  /** One line for each thing that works but should not stay so. */
  public List<String> warnings() {
    return warnings;
  }

  @Override
  public String toString() {
    return "Configuration" + settings.keys();
  }

  private static Plain plain(Checks checks, Set<String> notifiers, boolean issuer) {
    AppSection apps = new AppSection(checks);
    SortedSet<String> names = apps.apps();
    return new Plain(
        names,
        apps.check(names),
        new RotationSection(checks, issuer).check(notifiers),
        checks.read(CoreKeys.OWNER),
        checks.read(CoreKeys.INSTANCE),
        checks.read(CoreKeys.HOOKS_DIR),
        checks.read(CoreKeys.HOOK_TIMEOUT).orElse(HOOK_TIMEOUT),
        checks.read(CoreKeys.AUDIT_PATH),
        checks.read(CoreKeys.TOKEN_CACHE).orElse(false),
        ServeSettings.check(checks),
        checks.read(CoreKeys.CONSUMER),
        new EndpointSection(checks).check());
  }
}
