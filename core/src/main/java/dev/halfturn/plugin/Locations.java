// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Collections;
import java.util.Optional;

/** Which jar or folder a class, or a line of a services file, came from. */
final class Locations {

  private Locations() {}

  static Optional<Path> of(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null ? Optional.empty() : path(source.getLocation());
  }

  /** The jar or folder whose services file names the class. */
  static Optional<Path> registering(String className, Class<?> service, ClassLoader loader) {
    String resource = "META-INF/services/" + service.getName();
    try {
      for (URL file : Collections.list(loader.getResources(resource))) {
        if (lists(file, className)) {
          return path(file).map(found -> stripped(found, resource));
        }
      }
    } catch (IOException e) {
      // The location only embellishes a message that is given in any case.
      return Optional.empty();
    }
    return Optional.empty();
  }

  static String describe(String className, Optional<Path> location) {
    return className + location.map(path -> " in " + path).orElse("");
  }

  private static boolean lists(URL file, String className) throws IOException {
    URLConnection connection = file.openConnection();
    connection.setUseCaches(false);
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      return reader.lines().anyMatch(line -> line.split("#", 2)[0].strip().equals(className));
    }
  }

  private static Optional<Path> path(URL url) {
    try {
      URI uri = url.toURI();
      if (uri.getScheme().equals("jar")) {
        String inner = uri.getSchemeSpecificPart();
        uri = new URI(inner.substring(0, inner.indexOf("!/")));
      }
      return uri.getScheme().equals("file") ? Optional.of(Path.of(uri)) : Optional.empty();
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Path stripped(Path file, String resource) {
    return file.endsWith(resource) ? file.getParent().getParent().getParent() : file;
  }
}
