// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import dev.halfturn.plugin.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.OriginTrackedResource;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/** Says where a property was given in Halfturn's words, which decide who may supply secrets. */
final class Origins {

  private Origins() {}

  /**
   * Where a property was given.
   *
   * @param written whether the value stands there as it is, without a placeholder
   */
  static Origin of(PropertySource<?> source, String name, boolean written) {
    if (source instanceof SystemEnvironmentPropertySource) {
      return Origin.of(Origin.Kind.ENVIRONMENT, name);
    }
    if (source instanceof CommandLinePropertySource<?>) {
      return Origin.of(Origin.Kind.COMMAND_LINE, "--" + name);
    }
    if (source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)) {
      return Origin.of(Origin.Kind.SYSTEM_PROPERTY, "-D" + name);
    }
    if (OriginLookup.getOrigin(source, name) instanceof TextResourceOrigin line) {
      return ofFile(line, written);
    }
    return Origin.of(Origin.Kind.CODE, source.getName());
  }

  private static Origin ofFile(TextResourceOrigin origin, boolean written) {
    Optional<Resource> file = file(origin.getResource());
    int line = origin.getLocation() == null ? 1 : origin.getLocation().getLine() + 1;
    if (file.isPresent() && written) {
      return Origin.file(path(file.get()), line);
    }
    // What a placeholder yields does not stand in the file, whoever may read that.
    String place = origin.getResource() == null ? "a file" : name(origin.getResource());
    return Origin.of(Origin.Kind.FILE, place + ":" + line);
  }

  private static Optional<Resource> file(Resource resource) {
    Resource itself =
        resource instanceof OriginTrackedResource tracked ? tracked.getResource() : resource;
    // A file on the class path may lie in a jar tomorrow: no path starts there.
    return Optional.ofNullable(itself)
        .filter(Resource::isFile)
        .filter(found -> !(found instanceof ClassPathResource));
  }

  private static java.nio.file.Path path(Resource file) {
    try {
      return file.getFile().toPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Resource resource) {
    String name = resource.getFilename();
    return name == null ? resource.getDescription() : name;
  }
}
