// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.halfturn.spi.BatchSecretStore;
import dev.halfturn.spi.ConditionalSecretStore;
import dev.halfturn.spi.CreateOnlySecretStore;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.VersionedSecretStore;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StoreViewTest {

  private final InMemorySecretStore store =
      new InMemorySecretStore(SettableClock.at("2026-03-01T00:00:00Z"));

  @Test
  void showsTheNamedAbilitiesOnly() {
    SecretStore view = StoreView.with(store, List.of(BatchSecretStore.class));

    assertThat(view).isInstanceOf(BatchSecretStore.class);
    assertThat(view).isNotInstanceOfAny(VersionedSecretStore.class, CreateOnlySecretStore.class);
    assertThat(StoreView.with(store, List.of(ConditionalSecretStore.class)))
        .as("an ability brings along what it extends")
        .isInstanceOf(CreateOnlySecretStore.class);
  }

  @Test
  void inventsNoAbility() {
    SecretStore plain = StoreView.plain(store);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoreView.with(plain, List.of(BatchSecretStore.class)));
  }

  @Test
  void isEqualToItselfOnly() {
    SecretStore view = StoreView.plain(store);

    assertThat(Set.of(view)).contains(view).doesNotContain(store, StoreView.plain(store));
  }

  @Nested
  class Plain extends SecretStoreContract {
    private final InMemorySecretStore store = new InMemorySecretStore(clock());

    @Override
    protected SecretStore open(PluginContext context) {
      return StoreView.plain(store.openAgain());
    }
  }

  @Nested
  class CreateOnly extends SecretStoreContract implements CreateOnlySecretStoreContract {
    private final InMemorySecretStore store = new InMemorySecretStore(clock());

    @Override
    protected SecretStore open(PluginContext context) {
      return StoreView.with(store.openAgain(), List.of(CreateOnlySecretStore.class));
    }
  }
}
