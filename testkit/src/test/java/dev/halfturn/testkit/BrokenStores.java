// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretStore;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Supplier;

/** Runs all store contracts against a broken store. */
final class BrokenStores {

  private static Optional<StoreFault> current = Optional.empty();

  private BrokenStores() {}

  /** The names of the rules that notice the fault, sorted. */
  static synchronized SortedSet<String> failingRules(StoreFault fault) {
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

  /** Run by {@link Rules} only: not found by a build, which leaves out nested classes. */
  static final class AllStoreContracts extends SecretStoreContract
      implements VersionedSecretStoreContract,
          ConditionalSecretStoreContract,
          BatchSecretStoreContract,
          ExpiringSecretStoreContract {

    private final Supplier<SecretStore> store = current.orElseThrow().world().apply(clock());

    @Override
    protected SecretStore open(PluginContext context) {
      return store.get();
    }
  }
}
