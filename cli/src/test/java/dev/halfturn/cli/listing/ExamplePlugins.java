// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.listing;

import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.NotifierFactory;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretStoreFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The plug-ins of {@code examples/}, of which this module knows the sources alone: their names and
 * the names of their options. Nobody opens them here; their own tests do.
 */
final class ExamplePlugins {

  private static final Pattern FACTORY =
      Pattern.compile("class \\w+ implements (SecretStoreFactory|NotifierFactory)\\b");
  private static final Pattern NAME =
      Pattern.compile("String name\\(\\) \\{\\s*return \"([^\"]+)\"");
  private static final Pattern OPTION =
      Pattern.compile("ConfigOption\\s*\\.\\w+\\(\\s*\"([a-z0-9-]+)\"");

  private record Store(String name, List<ConfigOption<?>> options) implements SecretStoreFactory {
    @Override
    public SecretStore open(PluginConfig config, PluginContext context) {
      throw new UnsupportedOperationException(name);
    }
  }

  private record Telling(String name, List<ConfigOption<?>> options) implements NotifierFactory {
    @Override
    public Notifier open(PluginConfig config, PluginContext context) {
      throw new UnsupportedOperationException(name);
    }
  }

  private ExamplePlugins() {}

  /** A registry with those of the examples besides. */
  static PluginRegistry addedTo(PluginRegistry registry) {
    PluginRegistry added = registry;
    for (PluginFactory<?> factory : all()) {
      added = added.with(factory);
    }
    return added;
  }

  private static List<PluginFactory<?>> all() {
    List<PluginFactory<?>> factories = new ArrayList<>();
    SourceText.files().stream()
        .filter(file -> file.toString().endsWith(".java"))
        .filter(file -> file.startsWith(Listing.ROOT.resolve("examples")))
        .map(Listing::read)
        .forEach(
            source -> {
              Matcher factory = FACTORY.matcher(source);
              Matcher name = NAME.matcher(source);
              if (factory.find() && name.find()) {
                factories.add(
                    factory.group(1).equals("NotifierFactory")
                        ? new Telling(name.group(1), options(source))
                        : new Store(name.group(1), options(source)));
              }
            });
    return factories;
  }

  private static List<ConfigOption<?>> options(String source) {
    List<ConfigOption<?>> options = new ArrayList<>();
    OPTION
        .matcher(source)
        .results()
        .forEach(found -> options.add(ConfigOption.string(found.group(1), "of an example")));
    return options;
  }
}
