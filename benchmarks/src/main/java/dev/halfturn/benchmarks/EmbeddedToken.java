// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import dev.halfturn.Halfturn;
import dev.halfturn.plugin.Settings;
import java.nio.file.Path;
import java.util.Map;

/** A program that embeds Halfturn, opens an encrypted file by its key file, and prints a token. */
final class EmbeddedToken {

  private EmbeddedToken() {}

  /**
   * Prints a token.
   *
   * @param args the encrypted file, the key file, the token endpoint, a directory for small files
   */
  public static void main(String[] args) {
    Settings settings =
        Settings.of(
            Map.of(
                "store", "file",
                "store.file.path", args[0],
                "store.file.key-file", args[1],
                "endpoint.lwa", args[2],
                "endpoint.allow-custom", "true"));
    try (Halfturn halfturn = Halfturn.builder(settings).stateDirectory(Path.of(args[3])).open()) {
      System.out.println(halfturn.tokens().forSeller("erp", "default").get().reveal());
    }
  }
}
