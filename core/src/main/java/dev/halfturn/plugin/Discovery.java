// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.spi.ExpirySchedulerFactory;
import dev.halfturn.spi.NotifierFactory;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.spi.SecretIssuerFactory;
import dev.halfturn.spi.SecretStoreFactory;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Walks the registered factories one entry at a time, so that a bad entry hides none of the good
 * ones, whatever it throws. Not thread-safe.
 */
final class Discovery {

  /** An unreadable class path raises the same error for ever. */
  private static final int MAX_BROKEN_ENTRIES = 100;

  private static final Pattern MISSING = Pattern.compile("Provider (\\S+) (?:not|could not).*");

  final List<PluginFactory<?>> factories = new ArrayList<>();
  final List<String> problems = new ArrayList<>();
  private final ClassLoader loader;

  Discovery(ClassLoader loader) {
    this.loader = loader;
    // ServiceLoader.load must stand in this module with a literal class for each of its "uses".
    walk(SecretStoreFactory.class, ServiceLoader.load(SecretStoreFactory.class, loader));
    walk(NotifierFactory.class, ServiceLoader.load(NotifierFactory.class, loader));
    walk(ExpirySchedulerFactory.class, ServiceLoader.load(ExpirySchedulerFactory.class, loader));
    walk(SecretIssuerFactory.class, ServiceLoader.load(SecretIssuerFactory.class, loader));
  }

  private <F extends PluginFactory<?>> void walk(Class<F> service, ServiceLoader<F> entries) {
    Iterator<ServiceLoader.Provider<F>> iterator = entries.stream().iterator();
    for (int broken = 0; broken < MAX_BROKEN_ENTRIES; ) {
      try {
        if (!iterator.hasNext()) {
          return;
        }
        add(iterator.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        problems.add(unloadable(service, e));
        broken++;
      }
    }
    problems.add(
        service.getSimpleName() + ": gave up after " + MAX_BROKEN_ENTRIES + " bad entries");
  }

  private void add(ServiceLoader.Provider<? extends PluginFactory<?>> provider) {
    Class<?> type = provider.type();
    String where = Locations.describe(type.getName(), Locations.of(type));
    try {
      PluginFactory<?> factory = provider.get();
      PluginInfo.of(factory);
      factories.add(factory);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (IllegalArgumentException e) {
      problems.add(where + ": " + e.getMessage());
    } catch (Throwable e) { // a plug-in's constructor or method may throw anything at all
      problems.add(where + ": failed with " + cause(e).getClass().getName());
    }
  }

  private String unloadable(Class<? extends PluginFactory<?>> service, Throwable error) {
    String text = String.valueOf(error.getMessage()).replace(service.getName() + ": ", "");
    Matcher missing = MISSING.matcher(text);
    Optional<String> where =
        missing.matches()
            ? Locations.registering(missing.group(1), service, loader).map(path -> " in " + path)
            : Optional.empty();
    String kind = error instanceof LinkageError ? " (" + error.getClass().getName() + ")" : "";
    return service.getSimpleName() + ": " + text + kind + where.orElse("");
  }

  private static Throwable cause(Throwable error) {
    return error.getCause() == null ? error : error.getCause();
  }
}
