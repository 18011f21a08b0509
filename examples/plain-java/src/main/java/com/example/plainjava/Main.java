// SPDX-License-Identifier: Apache-2.0
package com.example.plainjava;

import dev.halfturn.Halfturn;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.plugin.Settings;
import java.io.IOException;
import java.util.Map;

/** Prints what Amazon says of a seller's marketplaces. */
public final class Main {

  private Main() {}

  /**
   * Whose secrets lie in the file is somebody else's business: {@code halfturn app add}.
   *
   * @param args the encrypted file, its key, the application, the seller
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Settings settings =
        Settings.of(
            Map.of("store", "file", "store.file.path", args[0], "store.file.key-file", args[1]));
    try (Halfturn halfturn = Halfturn.builder(settings).open()) {
      System.out.println(marketplaces(halfturn, args[2], args[3]).ofTheSeller());
    }
  }

  static Marketplaces marketplaces(Halfturn halfturn, String app, String seller) {
    SpApiRegion region = halfturn.applications().region(app, seller);
    return new Marketplaces(
        halfturn.configuration().endpoints().spApi(region),
        halfturn.tokens().forSeller(app, seller));
  }
}
