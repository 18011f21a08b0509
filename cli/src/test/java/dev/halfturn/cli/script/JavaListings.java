// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.script;

import dev.halfturn.Halfturn;
import dev.halfturn.plugin.Settings;
import dev.halfturn.token.TokenSource;
import java.util.Map;

/** The listings of the documents, so that the compiler reads them, too. */
abstract class JavaListings {

  abstract void call(String accessToken);

  void readme(String path, String key) {
    Settings settings =
        Settings.of(Map.of("store", "file", "store.file.path", path, "store.file.key-file", key));
    try (Halfturn halfturn = Halfturn.open(settings)) {
      TokenSource tokens = halfturn.tokens().forSeller("erp", "acme-us"); // cached
      call(tokens.get().reveal()); // goes into the header x-amz-access-token
    }
  }
}
