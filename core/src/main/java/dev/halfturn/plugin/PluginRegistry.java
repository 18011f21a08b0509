// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.internal.notifier.LogNotifierFactory;
import dev.halfturn.internal.scheduler.LocalSchedulerFactory;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExpirySchedulerFactory;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.NotifierFactory;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretIssuerFactory;
import dev.halfturn.spi.SecretStoreFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The plug-ins there are. It lists, it never chooses: which of them is used is said by the
 * configuration, by name. Thread-safe.
 *
 * <p>Reasons of its failures: {@value #UNKNOWN} and {@value #DUPLICATE}.
 */
public final class PluginRegistry {

  /** No plug-in of that kind has that name ({@link ErrorCode#NOT_FOUND}). */
  public static final String UNKNOWN = "PLUGIN_UNKNOWN";

  /** Several plug-ins of that kind have that name ({@link ErrorCode#FAILED_PRECONDITION}). */
  public static final String DUPLICATE = "PLUGIN_DUPLICATE";

  private static final Comparator<Plugin> BY_NAME =
      Comparator.<Plugin, PluginKind>comparing(plugin -> plugin.info.kind())
          .thenComparing(plugin -> plugin.info.name())
          .thenComparing(plugin -> plugin.info.className());

  private record Plugin(PluginInfo info, PluginFactory<?> factory) {}

  private final List<Plugin> plugins;
  private final List<String> problems;
  private final Set<String> namesOfOthers;
  private final Supplier<List<PluginRegistry>> others;
  private Optional<PluginRegistry> all = Optional.empty(); // guarded by this

  private PluginRegistry(
      Collection<? extends PluginFactory<?>> factories, List<String> discoveryProblems) {
    this(
        factories.stream().map(factory -> new Plugin(PluginInfo.of(factory), factory)),
        discoveryProblems,
        Set.of(),
        List::of);
  }

  private PluginRegistry(
      Stream<Plugin> plugins,
      List<String> problems,
      Set<String> namesOfOthers,
      Supplier<List<PluginRegistry>> others) {
    this.plugins = plugins.sorted(BY_NAME).toList();
    this.problems = List.copyOf(problems);
    this.namesOfOthers = Set.copyOf(namesOfOthers);
    this.others = others;
  }

  /** All factories registered for {@link java.util.ServiceLoader} that the loader can see. */
  public static PluginRegistry discover(ClassLoader loader) {
    Discovery discovery = new Discovery(loader);
    return new PluginRegistry(discovery.factories, discovery.problems);
  }

  /**
   * Those that come with this library, for a program that names the others itself: the scheduler
   * {@code local} and the notifier {@code log}. Nothing is searched for.
   */
  public static PluginRegistry builtIn() {
    return of(List.of(new LocalSchedulerFactory(), new LogNotifierFactory()));
  }

  /**
   * These factories and no other.
   *
   * @throws IllegalArgumentException if one of them has no legal name or list of options
   */
  public static PluginRegistry of(Collection<? extends PluginFactory<?>> factories) {
    return new PluginRegistry(factories, List.of());
  }

  /** These plug-ins and one more. */
  public PluginRegistry with(PluginFactory<?> factory) {
    Plugin plugin = new Plugin(PluginInfo.of(factory), factory);
    return new PluginRegistry(
        Stream.concat(plugins.stream(), Stream.of(plugin)), problems, namesOfOthers, others);
  }

  /**
   * These plug-ins and others, which are looked for when a plug-in is asked for that is not among
   * these or bears a name of theirs, or when all are.
   *
   * @param names of the others, as far as they are known: nobody can take them unseen
   */
  public PluginRegistry before(Set<String> names, Supplier<List<PluginRegistry>> others) {
    return new PluginRegistry(plugins.stream(), problems, names, others);
  }

  private synchronized PluginRegistry all() {
    if (all.isEmpty()) {
      List<Plugin> everyPlugin = new ArrayList<>(plugins);
      List<String> everyProblem = new ArrayList<>(problems);
      for (PluginRegistry more : others.get()) {
        everyPlugin.addAll(more.plugins);
        everyProblem.addAll(more.problems);
      }
      all = Optional.of(new PluginRegistry(everyPlugin.stream(), everyProblem, Set.of(), List::of));
    }
    return all.get();
  }

  /** Every usable plug-in, those of doubtful names included, by kind and name. */
  public List<PluginInfo> plugins() {
    return all().plugins.stream().map(Plugin::info).toList();
  }

  /** The names of one kind. */
  public SortedSet<String> names(PluginKind kind) {
    return plugins().stream()
        .filter(info -> info.kind() == kind)
        .map(PluginInfo::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What is wrong with what was found: entries that cannot be loaded, names that occur twice. */
  public List<String> problems() {
    List<String> found = new ArrayList<>(all().problems);
    for (PluginKind kind : PluginKind.values()) {
      for (String name : names(kind)) {
        List<Plugin> namesakes = all().find(kind, name);
        if (namesakes.size() > 1) {
          found.add(ambiguous(kind, name, namesakes));
        }
      }
    }
    return List.copyOf(found);
  }

  /**
   * The store plug-in of that name.
   *
   * @throws HalfturnException if there is none, or more than one
   */
  public SecretStoreFactory store(String name) {
    return (SecretStoreFactory) get(PluginKind.STORE, name);
  }

  /**
   * The notifier plug-in of that name.
   *
   * @throws HalfturnException if there is none, or more than one
   */
  public NotifierFactory notifier(String name) {
    return (NotifierFactory) get(PluginKind.NOTIFIER, name);
  }

  /**
   * The scheduler plug-in of that name.
   *
   * @throws HalfturnException if there is none, or more than one
   */
  public ExpirySchedulerFactory scheduler(String name) {
    return (ExpirySchedulerFactory) get(PluginKind.SCHEDULER, name);
  }

  /**
   * The issuer plug-in of that name.
   *
   * @throws HalfturnException if there is none, or more than one
   */
  public SecretIssuerFactory issuer(String name) {
    return (SecretIssuerFactory) get(PluginKind.ISSUER, name);
  }

  PluginFactory<?> get(PluginKind kind, String name) {
    List<Plugin> near = find(kind, name);
    boolean isElsewhere = near.isEmpty() || namesOfOthers.contains(name);
    List<Plugin> found = isElsewhere ? all().find(kind, name) : near;
    if (found.isEmpty()) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.NOT_FOUND,
                  UNKNOWN,
                  "there is no "
                      + kind.word()
                      + " plug-in '"
                      + shown(name)
                      + "'; there are: "
                      + list(kind))
              .withHint("add the plug-in's jar, or name one that exists"));
    }
    if (found.size() > 1) {
      throw new HalfturnException(
          Problem.of(ErrorCode.FAILED_PRECONDITION, DUPLICATE, ambiguous(kind, name, found))
              .withHint("remove one of them"));
    }
    return found.get(0).factory;
  }

  String list(PluginKind kind) {
    SortedSet<String> names = names(kind);
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private List<Plugin> find(PluginKind kind, String name) {
    return plugins.stream()
        .filter(plugin -> plugin.info.kind() == kind && plugin.info.name().equals(name))
        .toList();
  }

  /** A name that cannot be one may be a secret that was put into the wrong place. */
  private static String shown(String name) {
    return PluginInfo.isLegalName(name) ? name : "?";
  }

  private static String ambiguous(PluginKind kind, String name, List<Plugin> namesakes) {
    return namesakes.size()
        + " "
        + kind.word()
        + " plug-ins are called '"
        + name
        + "': "
        + namesakes.stream()
            .map(plugin -> plugin.info.described())
            .collect(Collectors.joining(", "));
  }
}
