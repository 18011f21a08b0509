// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.vectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes the test vectors, always the same, by the reference implementation. {@code main} writes
 * them to a directory.
 */
final class VectorGenerator {

  private VectorGenerator() {}

  static List<Vector> all() {
    Catalogue catalogue = new Catalogue();
    ValidVectors.addTo(catalogue);
    HeaderVectors.addTo(catalogue);
    SlotVectors.addTo(catalogue);
    PayloadVectors.addTo(catalogue);
    ContentVectors.addTo(catalogue);
    return catalogue.vectors();
  }

  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[0]);
    Files.createDirectories(directory);
    for (Vector vector : all()) {
      Files.writeString(directory.resolve(vector.name() + VectorFiles.ENDING), vector.toText());
    }
  }
}
