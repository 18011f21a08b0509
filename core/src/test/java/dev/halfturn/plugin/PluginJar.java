// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.spi.NotifierFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Writes plug-in jars out of classes of this test, and loads from nothing but such jars. */
final class PluginJar {

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  static PluginJar of(String services, Class<?>... classes) {
    PluginJar jar = new PluginJar();
    jar.files.put(
        "META-INF/services/" + NotifierFactory.class.getName(),
        services.getBytes(StandardCharsets.UTF_8));
    Arrays.stream(classes).forEach(jar::add);
    return jar;
  }

  Path writeTo(Path file) {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : files.entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  Path unpackInto(Path folder) {
    try {
      for (Map.Entry<String, byte[]> entry : files.entrySet()) {
        Path file = folder.resolve(entry.getKey());
        Files.createDirectories(file.getParent());
        Files.write(file, entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  /** Sees the jars and Halfturn, but not the classes of this test beside them. */
  static URLClassLoader loader(Path... jars) {
    return new URLClassLoader(Arrays.stream(jars).map(PluginJar::url).toArray(URL[]::new), HIDING);
  }

  private static final ClassLoader HIDING =
      new ClassLoader(PluginJar.class.getClassLoader()) {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
          if (name.startsWith(Samples.class.getName())) {
            throw new ClassNotFoundException(name);
          }
          return super.loadClass(name, resolve);
        }
      };

  private void add(Class<?> type) {
    String path = type.getName().replace('.', '/') + ".class";
    try (InputStream in = PluginJar.class.getResourceAsStream("/" + path)) {
      files.put(path, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
