// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.BatchSecretStore;
import dev.halfturn.spi.ConditionalSecretStore;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.testkit.StoreView;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Named;

/** A store seen with all its abilities, with one, with none. */
final class Stores {

  private Stores() {}

  static List<Named<UnaryOperator<SecretStore>>> all() {
    return List.of(
        Named.of("all abilities", UnaryOperator.identity()),
        Named.of("plain", StoreView::plain),
        Named.of(
            "conditional", store -> StoreView.with(store, List.of(ConditionalSecretStore.class))),
        Named.of("batch", store -> StoreView.with(store, List.of(BatchSecretStore.class))));
  }
}
