// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretStore;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs all store contracts against a broken store. */
final class BrokenStores {

  private static Optional<StoreFault> current = Optional.empty();

  private BrokenStores() {}

  /** Fails unless exactly the rules that are meant to notice the fault do. */
  static void assertNoticed(StoreFault fault) {
    Set<String> failing = failingRules(fault);
    fault.luckyRules().forEach(failing::remove);
    assertThat(failing).containsExactlyInAnyOrderElementsOf(fault.rules());
  }

  private static synchronized SortedSet<String> failingRules(StoreFault fault) {
    current = Optional.of(fault);
    try {
      return Rules.failing(AllStoreContracts.class);
    } finally {
      current = Optional.empty();
    }
  }

  static HalfturnException failure(ErrorCode code) {
    return new HalfturnException(Problem.of(code, "broken on purpose"));
  }

  @ExtendWith(OnlyWithinRules.class)
  static final class AllStoreContracts extends SecretStoreContract
      implements VersionedSecretStoreContract,
          ConditionalSecretStoreContract,
          RaceDetectingSecretStoreContract,
          BatchSecretStoreContract,
          ExpiringSecretStoreContract {

    private final Supplier<SecretStore> store = current.orElseThrow().world().apply(clock());

    @Override
    protected SecretStore open(PluginContext context) {
      return store.get();
    }
  }
}
