// SPDX-License-Identifier: Apache-2.0
package com.example.lambda.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What the build made for Lambda. */
final class Bundle {

  static final Path FILE = Path.of("target/functions.zip");

  private Bundle() {}

  /** Unpacks it as Lambda does. */
  static Path unpackInto(Path folder) throws IOException {
    try (ZipFile zip = new ZipFile(FILE.toFile())) {
      for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
        Path target = folder.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(zip.getInputStream(entry), target);
        }
      }
    }
    return folder;
  }
}
