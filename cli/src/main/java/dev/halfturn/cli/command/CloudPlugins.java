// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.command;

import dev.halfturn.plugin.PluginRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The plug-ins that need the libraries of one cloud. In the distribution each cloud's lie in a
 * directory of their own, which is not on the class path: Java opens all of that whenever it looks
 * for something that is not there, and a command that uses another store would wait for it.
 */
final class CloudPlugins {

  /** What they are called, so that nobody else can be called so. */
  static final Set<String> NAMES =
      Set.of(
          "aws-eventbridge",
          "aws-secrets-manager",
          "aws-sns",
          "aws-ssm",
          "azure-event-grid",
          "azure-key-vault",
          "gcp-pubsub",
          "gcp-secret-manager",
          "spapi");

  private static final String LIBRARIES = "*.jar";
  private static final String OURS = "halfturn-*.jar";
  private static final String REGISTRATIONS = "META-INF/services/dev.halfturn.";

  private CloudPlugins() {}

  /** Those below the directory in which this class lies in its jar; none if it lies elsewhere. */
  static List<PluginRegistry> discover() {
    Path own =
        Path.of(
            URI.create(
                CloudPlugins.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    return Files.isRegularFile(own) ? below(own.getParent()) : List.of();
  }

  private static List<PluginRegistry> below(Path directory) {
    List<PluginRegistry> found = new ArrayList<>();
    for (Path cloud : entries(directory, "*")) {
      if (Files.isDirectory(cloud)) {
        found.add(PluginRegistry.discover(new CloudLoader(cloud)));
      }
    }
    return found;
  }

  private static Iterable<Path> entries(Path directory, String glob) {
    TreeSet<Path> sorted = new TreeSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, glob)) {
      entries.forEach(sorted::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sorted;
  }

  private static URL[] urls(Path directory, String glob) {
    List<URL> urls = new ArrayList<>();
    for (Path jar : entries(directory, glob)) {
      try {
        urls.add(jar.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new UncheckedIOException(e);
      }
    }
    return urls.toArray(URL[]::new);
  }

  /** Looks for plug-ins in our own jars alone, for everything else as usual. */
  private static final class CloudLoader extends URLClassLoader {

    private final URLClassLoader registrations;

    CloudLoader(Path directory) {
      super(
          directory.getFileName().toString(),
          urls(directory, LIBRARIES),
          CloudPlugins.class.getClassLoader());
      registrations = new URLClassLoader(urls(directory, OURS), null);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.startsWith(REGISTRATIONS)
          ? registrations.findResources(name)
          : super.getResources(name);
    }

    @Override
    public void close() throws IOException {
      registrations.close();
      super.close();
    }
  }
}
