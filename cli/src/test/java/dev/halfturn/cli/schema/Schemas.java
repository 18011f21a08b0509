// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.schema;

import com.fasterxml.jackson.jr.ob.JSON;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The published schemas. They allow members that they do not name, because members may be added;
 * here they do not, so that none is added without being described.
 */
final class Schemas {

  static final Path FOLDER = Path.of("../docs/schemas").toAbsolutePath().normalize();

  private static final String BASE = "https://schemas.example/";
  private static final String PREFIX = "halfturn.";
  private static final String SUFFIX = ".v1.json";

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder -> builder.schemas(location -> closed(location)));

  private Schemas() {}

  /** All of them, by the name of what they describe. */
  static SortedMap<String, Map<String, Object>> all() throws IOException {
    SortedMap<String, Map<String, Object>> schemas = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        schemas.put(
            name.substring(PREFIX.length(), name.length() - SUFFIX.length()),
            JSON.std.mapFrom(Files.readString(file)));
      }
    }
    return schemas;
  }

  /** What is wrong with a document; nothing if it is as it should be. */
  static List<String> problems(String name, String document) {
    Schema schema = REGISTRY.getSchema(SchemaLocation.of(BASE + PREFIX + name + SUFFIX));
    return schema
        .validate(
            document,
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  private static String closed(String location) {
    if (!location.startsWith(BASE)) {
      return null; // the draft's own, which the library has
    }
    try {
      Path file = FOLDER.resolve(location.substring(BASE.length()));
      return JSON.std.asString(closed(JSON.std.anyFrom(Files.readString(file))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object closed(Object value) {
    if (value instanceof List<?> items) {
      return items.stream().map(Schemas::closed).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> closed = new LinkedHashMap<>();
      map.forEach((key, item) -> closed.put((String) key, closed(item)));
      if (map.containsKey("required")) {
        closed.put("additionalProperties", false);
      }
      return closed;
    }
    return value;
  }
}
