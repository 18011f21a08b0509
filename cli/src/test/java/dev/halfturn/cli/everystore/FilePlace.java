// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.everystore;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** A file, which has to be created. */
final class FilePlace implements StorePlace {

  private final Path directory;

  FilePlace(Path directory, InstantSource clock) {
    this.directory = directory;
  }

  @Override
  public String type() {
    return "file";
  }

  @Override
  public Map<String, String> options() {
    return Map.of(
        "path", directory.resolve("secrets.halfturn").toString(),
        "key-file", directory.resolve("store.key").toString());
  }

  @Override
  public void close() {}
}
