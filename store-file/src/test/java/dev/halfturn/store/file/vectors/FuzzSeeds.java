// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.vectors;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What the fuzzers start from: the files of all vectors, and the contents of those that open. */
public final class FuzzSeeds {

  private FuzzSeeds() {}

  static Map<String, byte[]> files() {
    Map<String, byte[]> files = new TreeMap<>();
    VectorFiles.all().forEach(vector -> files.put(vector.name(), vector.file()));
    return files;
  }

  static Map<String, byte[]> contents() {
    Map<String, byte[]> contents = new TreeMap<>();
    for (Vector vector : VectorFiles.all()) {
      vector
          .opened()
          .ifPresent(
              opened ->
                  contents.put(vector.name(), opened.json().getBytes(StandardCharsets.US_ASCII)));
    }
    return contents;
  }

  /** Writes them into the directories {@code file} and {@code content} below the one given. */
  public static void main(String[] args) throws IOException {
    write(Path.of(args[0], "file"), files());
    write(Path.of(args[0], "content"), contents());
  }

  private static void write(Path directory, Map<String, byte[]> seeds) throws IOException {
    Files.createDirectories(directory);
    for (Map.Entry<String, byte[]> seed : seeds.entrySet()) {
      Files.write(directory.resolve(seed.getKey()), seed.getValue());
    }
  }
}
