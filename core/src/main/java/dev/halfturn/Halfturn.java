// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import dev.halfturn.audit.Audit;
import dev.halfturn.audit.AuditLog;
import dev.halfturn.audit.AuditSource;
import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.internal.hooks.HookDirectory;
import dev.halfturn.plugin.ConfigException;
import dev.halfturn.plugin.Configuration;
import dev.halfturn.plugin.Given;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.plugin.Settings;
import dev.halfturn.rotation.AmazonTrial;
import dev.halfturn.rotation.AppFacts;
import dev.halfturn.rotation.AutomaticRotation;
import dev.halfturn.rotation.Ownership;
import dev.halfturn.rotation.RotationContext;
import dev.halfturn.rotation.RotationHooks;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.rotation.RotationTracker;
import dev.halfturn.rotation.Rotator;
import dev.halfturn.rotation.SecretTrial;
import dev.halfturn.rotation.StoredCredentials;
import dev.halfturn.secrets.Applications;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.secrets.Secrets;
import dev.halfturn.spapi.RestrictedDataCall;
import dev.halfturn.spapi.SpApiProbe;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretIssuer;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.spi.WakePlan;
import dev.halfturn.token.AccessTokens;
import dev.halfturn.token.CredentialEvent;
import dev.halfturn.token.ExchangeListener;
import dev.halfturn.token.SecretOrigin;
import dev.halfturn.token.SecretUseListener;
import dev.halfturn.token.TokenExchange;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything the settings describe, opened and put together. Thread-safe. Whoever opens, closes;
 * what the accessors return lives as long as this and must not be closed by others.
 *
 * <p>Opening makes no call to Amazon. Nothing happens by itself until {@link #startWatching}.
 */
public final class Halfturn implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Halfturn.class);

  private final Resources resources;
  private final Configuration configuration;
  private final Secrets secrets;
  private final Applications applications;
  private final TokenExchange exchange;
  private final SpApiProbe probe;
  private final AccessTokens tokens;
  private final RotationTracker tracker;
  private final Rotator rotator;
  private final Ownership ownership;
  private final Audit audit;
  private final Optional<AutomaticRotation> automatic;
  private final Watch watch;
  private final Optional<QueueWatch> queueWatch;
  private final SellerDates sellerDates;
  private final UseReports useReports;
  private final UrgentFiles urgent;
  private final SecretChanges changes;

  private Halfturn(Builder builder, Configuration unopened, Resources resources) {
    this.resources = resources;
    PluginInstance<SecretStore> store = unopened.store();
    secrets = new Secrets(store.name(), resources.add(store.open(builder.context(store))));
    configuration =
        unopened.refersToStore()
            ? unopened.withEntries(name -> secrets.find(name).map(StoredSecret::value))
            : unopened;
    Map<String, Notifier> notifiers = new LinkedHashMap<>();
    for (PluginInstance<Notifier> notifier : configuration.notifiers()) {
      notifiers.put(notifier.name(), resources.add(notifier.open(builder.context(notifier))));
    }
    builder.notifiers.forEach((name, notifier) -> addNotifier(notifiers, name, notifier));
    applications =
        new Applications(
            secrets,
            configuration.apps(),
            configuration::app,
            (app, secret, besides) -> rotator().replace(app, secret, besides),
            this::changed,
            this::changed);
    urgent = new UrgentFiles(builder.stateDirectory());
    sellerDates = new SellerDates(applications, builder.clock);
    useReports = resources.add(new UseReports(configuration.consumer(), builder.clock));
    watch =
        new Watch(
            resources.add(
                configuration.scheduler().open(builder.context(configuration.scheduler()))),
            builder.clock,
            applications,
            builder.watching);
    exchange =
        new TokenExchange(configuration.endpoints(), builder.clock, builder.exchangeListener);
    probe = new SpApiProbe(configuration.endpoints(), builder.clock);
    StoredCredentials credentials =
        new StoredCredentials(secrets, app -> configuration.app(app).clientId(), builder.clock);
    AccessTokens.Builder cache =
        AccessTokens.builder(exchange, credentials)
            .clock(builder.clock)
            .random(builder.random)
            .listener(event -> heard(event, builder.listener))
            .uses(builder.uses)
            .changes(watch::lookNow)
            .restrictedData(
                new RestrictedDataCall(
                    configuration.endpoints(), builder.clock, applications::region));
    if (configuration.keepsTokens()) {
      cache.keptIn(builder.stateDirectory().resolve("tokens"));
    }
    tokens = resources.add(cache.build());
    ownership = ownership();
    audit = builder.audit.orElseGet(() -> builder.auditLog(configuration));
    RotationContext context =
        new RotationContext(
            secrets,
            configuration.rotation(),
            builder.clock,
            builder.random,
            ownership,
            audit,
            hooks());
    tracker = new RotationTracker(context, notifiers, facts(), looked(builder));
    changes =
        new SecretChanges(tracker::status, tokens::forget, tokens::rereadSecret, builder.clock);
    SecretTrial trial = new AmazonTrial(exchange, probe, applications, credentials);
    rotator =
        new Rotator(context, trial, changes::changed, changes::changedInOverlap, tracker::check);
    Optional<SecretIssuer> issuer =
        configuration
            .issuer()
            .map(instance -> resources.add(instance.open(builder.context(instance))));
    automatic =
        issuer.map(
            opened ->
                new AutomaticRotation(
                    context,
                    trial,
                    opened,
                    exchange,
                    applications,
                    configuration.endpoints(),
                    tracker));
    queueWatch =
        automatic.map(
            rotation ->
                resources.add(
                    new QueueWatch(
                        rotation, issuer.orElseThrow(), watch::lookNow, builder.watching)));
  }

  private static void addNotifier(Map<String, Notifier> notifiers, String name, Notifier notifier) {
    if (notifiers.put(name, notifier) != null) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.INVALID_ARGUMENT, "the settings name a notifier '" + name + "' as well")
              .withHint("give the other one another name"));
    }
  }

  /** Asks for the computer's name, which may take the network, only where it matters. */
  private Ownership ownership() {
    Optional<String> owner = configuration.rotationOwner();
    return owner.isEmpty()
        ? Ownership.ALL
        : new Ownership(owner, configuration.instance().orElseGet(ComputerName::withoutDomain));
  }

  private RotationHooks hooks() {
    return configuration
        .hooks()
        .<RotationHooks>map(directory -> new HookDirectory(directory, configuration.hookTimeout()))
        .orElse(RotationHooks.NONE);
  }

  private AppFacts facts() {
    return new AppFacts() {
      @Override
      public Optional<String> primaryUser(String app) {
        return configuration.app(app).primaryUser();
      }

      @Override
      public SortedMap<String, Instant> authorizations(String app) {
        return sellerDates.of(app);
      }
    };
  }

  private BiConsumer<RotationStatus, WakePlan> looked(Builder builder) {
    return (status, plan) -> {
      watch.arm(status.app(), plan);
      urgent.update(status);
      changes.looked(status);
      builder.statusListener.accept(status);
    };
  }

  /**
   * Opens with the system's clock, the plug-ins that the loader of this class sees, and the
   * environment of this process.
   *
   * @throws ConfigException if the settings are not valid
   * @throws HalfturnException if something cannot be opened; nothing is left open
   */
  public static Halfturn open(Settings settings) {
    return builder(settings).open();
  }

  /** Starts with what {@link #open(Settings)} uses. */
  public static Builder builder(Settings settings) {
    return new Builder(settings);
  }

  /** What the settings say. */
  public Configuration configuration() {
    return configuration;
  }

  /** All entries of the store in use. */
  public Secrets secrets() {
    return secrets;
  }

  /** The applications and sellers in the store. */
  public Applications applications() {
    return applications;
  }

  /** Access tokens, cached. */
  public AccessTokens tokens() {
    return tokens;
  }

  /** Single exchanges, without a cache. */
  public TokenExchange exchange() {
    return exchange;
  }

  /** Single calls that show whether Amazon accepts what an exchange gave. */
  public SpApiProbe probe() {
    return probe;
  }

  /** When client secrets end, and who is told. */
  public RotationTracker tracker() {
    return tracker;
  }

  /** Where it is written down who does what. */
  public Audit audit() {
    return audit;
  }

  /** Replaces client secrets. */
  public Rotator rotator() {
    return rotator;
  }

  /** Rotates without a person; empty unless the settings name an issuer. */
  public Optional<AutomaticRotation> automatic() {
    return automatic;
  }

  /**
   * Tells a listener whenever the current client secret of an application has become another one,
   * for whatever was derived from the old one. Tokens bought with the old one are forgotten before,
   * unless they outlast it. Told is what this process does (a rotation, a rollback, {@code app add
   * --replace}) at once, and what others do, in Amazon's console or in another process, when a look
   * at the application finds it: {@link RotationTracker#check}, which {@link #startWatching} makes
   * whenever it is time. The secret found at the first look at an application is no change.
   *
   * <p>Each change is told once. Listeners are called one at a time, on the thread that made the
   * change, or that noticed it, or on another that is just telling: after {@link #startWatching}
   * that may be the one that looks after all applications. So they must be quick, and must not wait
   * for a {@link #close}, which itself waits for that thread. What one throws is logged and stops
   * nothing.
   *
   * @return ends it; closing this {@code Halfturn} ends it as well
   */
  public Registration onRotated(Consumer<SecretRotated> listener) {
    return changes.listen(listener);
  }

  /**
   * From now on until closed, looks after every application whenever the scheduler says so: {@link
   * RotationTracker#check}, then {@link Rotator#resume}, or {@link Rotator#repair} where a reader
   * of this one's tokens had to fall back to a secret in the inbox, then {@link
   * AutomaticRotation#goOn}; where another instance makes the rotations, only the first has an
   * effect. Where the settings name an issuer, its queue is watched all the time, on a thread of
   * its own. An application that another process adds is noticed within the hour, if this one has
   * any.
   *
   * <p>An application that the scheduler does not take is logged and tried again when the
   * applications are listed next; the others, and the queue, do not wait for it.
   *
   * @throws HalfturnException {@link ErrorCode#FAILED_PRECONDITION} if it was called before;
   *     another code if the store or the scheduler cannot be reached: then nothing has begun, and
   *     it may be called again
   */
  public void startWatching() {
    watch.start(tracker, rotator, automatic);
    if (!ownership.mayRotate()) {
      log.info(
          "this instance, '{}', only watches: rotations are made by '{}'",
          ownership.instance(),
          ownership.owner().orElseThrow());
    } else {
      queueWatch.ifPresent(QueueWatch::start);
    }
  }

  /**
   * Looks whether other processes have added or removed applications, unless that was done within
   * the hour. Where there are none at all, nothing wakes the watching, and this alone notices the
   * first.
   *
   * @throws HalfturnException if the store cannot be read
   */
  public void noticeApplications() {
    watch.listHourly();
  }

  /**
   * Closes what was opened, in reverse; waits for work in progress, for exchanges at most half a
   * minute. Idempotent.
   *
   * @throws HalfturnException if something fails to close; the rest is closed all the same
   */
  @Override
  public void close() {
    watch.stop();
    resources.close();
  }

  private void changed(String app) {
    if (isGone(app)) {
      changes.removed(app);
    }
    urgent.forget(app);
    sellerDates.forget(app);
    tokens.forget(app);
    watch.lookNow(app);
  }

  private boolean isGone(String app) {
    try {
      return secrets.find(CredentialNames.clientSecret(app)).isEmpty();
    } catch (HalfturnException e) {
      return false; // what was asked for is done, and this is no reason to say otherwise
    }
  }

  private void changed(String app, String seller) {
    sellerDates.forget(app);
    tokens.forget(app, seller);
    watch.lookNow(app);
  }

  /** Whoever falls back to another secret has found a rotation that needs repair. */
  private void heard(CredentialEvent event, Consumer<CredentialEvent> listener) {
    if (event instanceof CredentialEvent.FallbackInUse fallback) {
      if (fallback.origin() == SecretOrigin.INBOX) {
        watch.repairNow(event.app());
      } else {
        useReports.previousUsed(event.app(), tracker);
        watch.lookNow(event.app());
      }
    }
    listener.accept(event);
  }

  /** How to open; not thread-safe. */
  public static final class Builder {

    private final Settings settings;
    private InstantSource clock = InstantSource.system();
    private SecureRandom random = new SecureRandom();
    private Optional<PluginRegistry> plugins = Optional.empty();
    private Optional<Path> stateDirectory = Optional.empty();
    private Optional<Audit> audit = Optional.empty();
    private Function<String, Optional<String>> environment =
        name -> Optional.ofNullable(System.getenv(name));
    private Consumer<CredentialEvent> listener = event -> {};
    private SecretUseListener uses = SecretUseListener.NONE;
    private WatchListener watching = WatchListener.NONE;
    private Consumer<RotationStatus> statusListener = status -> {};
    private ExchangeListener exchangeListener = ExchangeListener.NONE;
    private final Map<String, Notifier> notifiers = new LinkedHashMap<>();
    private final List<PluginFactory<?>> factories = new ArrayList<>();
    private Optional<Endpoints> endpoints = Optional.empty();

    private Builder(Settings settings) {
      this.settings = Objects.requireNonNull(settings);
    }

    /** The only clock for calendar time. */
    public Builder clock(InstantSource source) {
      this.clock = Objects.requireNonNull(source);
      return this;
    }

    /** The only source of randomness. */
    public Builder random(SecureRandom source) {
      this.random = Objects.requireNonNull(source);
      return this;
    }

    /** The plug-ins to choose from. */
    public Builder plugins(PluginRegistry registry) {
      this.plugins = Optional.of(registry);
      return this;
    }

    /**
     * Where small files lie that are not secret, or sealed. Unless said, {@code $STATE_DIRECTORY}
     * if systemd made one, otherwise {@code halfturn} in the user's directory for state.
     */
    public Builder stateDirectory(Path directory) {
      this.stateDirectory = Optional.of(directory);
      return this;
    }

    /**
     * Where it is written down who does what: for an application that has a log of its own for
     * that. Unless said, an {@link AuditLog} in the file that the settings name, or else in the
     * state directory.
     */
    public Builder audit(Audit other) {
      this.audit = Optional.of(other);
      return this;
    }

    /** Environment variables by name, for references in settings. */
    public Builder environment(Function<String, Optional<String>> variables) {
      this.environment = Objects.requireNonNull(variables);
      return this;
    }

    /** Who is told what {@link AccessTokens} notices; see its builder for what it must not do. */
    public Builder listener(Consumer<CredentialEvent> consumer) {
      this.listener = Objects.requireNonNull(consumer);
      return this;
    }

    /** Who is told with which client secret each exchange for a token was made. */
    public Builder uses(SecretUseListener heard) {
      this.uses = Objects.requireNonNull(heard);
      return this;
    }

    /** Who is told how the watching goes. */
    public Builder watching(WatchListener other) {
      this.watching = Objects.requireNonNull(other);
      return this;
    }

    /**
     * Who is told how an application stands after each look at it; called by the thread that
     * looked, and what it throws leaves {@link RotationTracker#check}.
     */
    public Builder statusListener(Consumer<RotationStatus> consumer) {
      this.statusListener = Objects.requireNonNull(consumer);
      return this;
    }

    /** Who is told of each exchange at Amazon's token endpoint. */
    public Builder exchangeListener(ExchangeListener heard) {
      this.exchangeListener = Objects.requireNonNull(heard);
      return this;
    }

    /**
     * One more notifier, besides those of the settings, which may name it wherever they name
     * notifiers to tell. Whoever made it closes it, after what is opened here.
     *
     * @param name lower-case letters, digits and single hyphens; of no other notifier
     */
    public Builder notifier(String name, Notifier notifier) {
      this.notifiers.put(Objects.requireNonNull(name), Objects.requireNonNull(notifier));
      return this;
    }

    /** One more plug-in to choose from, besides those that are found or given as a registry. */
    public Builder plugin(PluginFactory<?> factory) {
      this.factories.add(Objects.requireNonNull(factory));
      return this;
    }

    /** Where Amazon is, and the way there; in place of what the settings say. */
    public Builder endpoints(Endpoints other) {
      this.endpoints = Optional.of(other);
      return this;
    }

    /**
     * Checks the settings as {@link #open} does, with what was given besides, and opens nothing.
     *
     * @throws ConfigException if the settings are not valid
     */
    public Configuration check() {
      PluginRegistry registry =
          plugins.orElseGet(() -> PluginRegistry.discover(Halfturn.class.getClassLoader()));
      for (PluginFactory<?> factory : factories) {
        registry = registry.with(factory);
      }
      return Configuration.of(
          settings, registry, environment, new Given(notifiers.keySet(), endpoints));
    }

    /**
     * Checks the settings, then opens store, notifiers, scheduler and issuer.
     *
     * @throws ConfigException if the settings are not valid
     * @throws HalfturnException if something cannot be opened; what was opened before is closed
     */
    public Halfturn open() {
      Configuration configuration = check();
      Resources resources = new Resources();
      try {
        return new Halfturn(this, configuration, resources);
      } catch (RuntimeException | Error e) {
        resources.closeAfter(e);
        throw e;
      }
    }

    /**
     * Where it is written down who does what, for what is done to a store that is not opened by
     * {@link #open}.
     */
    public AuditLog auditLog(Configuration configuration) {
      return new AuditLog(
          auditFile(configuration),
          clock,
          () ->
              new AuditSource(
                  configuration.instance().orElseGet(ComputerName::withoutDomain),
                  System.getProperty("user.name", ""),
                  ComputerName.whole()));
    }

    /** The file of {@link #auditLog} that is written to. */
    public Path auditFile(Configuration configuration) {
      return configuration.audit().orElseGet(() -> stateDirectory().resolve("audit.jsonl"));
    }

    private PluginContext context(PluginInstance<?> instance) {
      return new PluginContext(instance.name(), clock, random, stateDirectory());
    }

    private Path stateDirectory() {
      return stateDirectory.orElseGet(
          () ->
              StateDirectory.of(
                  environment,
                  System.getProperty("os.name", "").startsWith("Windows"),
                  Path.of(System.getProperty("user.home", "."))));
    }
  }
}
