// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.BatchSecretStore;
import dev.halfturn.spi.ConditionalSecretStore;
import dev.halfturn.spi.CreateOnlySecretStore;
import dev.halfturn.spi.ExpiringSecretStore;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.RaceDetectingSecretStore;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.VersionedSecretStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of {@link SecretStore}, as a test to extend. The subclass opens the store, and
 * implements the contract of every optional interface the store has; it fails if it forgets one or
 * claims one too many:
 *
 * <pre>{@code
 * class MyStoreTest extends SecretStoreContract implements ConditionalSecretStoreContract {
 *   @Override
 *   protected SecretStore open(PluginContext context) { ... }
 * }
 * }</pre>
 *
 * <p>A new instance of the subclass runs each rule, so what it keeps in its fields (a
 * {@code @TempDir}, a fake server) begins empty each time.
 */
public abstract class SecretStoreContract
    implements ReadingRules,
        WritingRules,
        ValueRules,
        DeletingRules,
        ListingRules,
        ClosingRules,
        ConcurrencyRules,
        SecrecyRules {

  private static final Map<Class<? extends SecretStore>, Class<?>> CONTRACTS =
      Map.of(
          VersionedSecretStore.class, VersionedSecretStoreContract.class,
          CreateOnlySecretStore.class, CreateOnlySecretStoreContract.class,
          ConditionalSecretStore.class, ConditionalSecretStoreContract.class,
          RaceDetectingSecretStore.class, RaceDetectingSecretStoreContract.class,
          BatchSecretStore.class, BatchSecretStoreContract.class,
          ExpiringSecretStore.class, ExpiringSecretStoreContract.class);

  private final SettableClock settableClock = SettableClock.at("2026-03-01T12:00:00Z");
  private final List<SecretStore> opened = new ArrayList<>();

  /** A directory of this test alone, which the store gets as its state directory. */
  @TempDir protected Path stateDirectory;

  /**
   * Opens the store. Called several times by one test, and then each call opens the same data;
   * another test finds none of it.
   */
  protected abstract SecretStore open(PluginContext context);

  /** A {@link SettableClock}; override it if the time comes from a server. */
  @Override
  public InstantSource clock() {
    return settableClock;
  }

  /** Two seconds; override it if the store's resolution or its server's clock is worse. */
  @Override
  public Duration clockTolerance() {
    return Duration.ofSeconds(2);
  }

  /** True; override it if the store holds text only, which it must then refuse to break. */
  @Override
  public boolean holdsAnyBytes() {
    return true;
  }

  @Override
  public final SecretStore store() {
    return opened.isEmpty() ? openAgain() : opened.get(0);
  }

  @Override
  public final <T extends SecretStore> T storeAs(Class<T> type) {
    return type.cast(store());
  }

  @Override
  public final SecretStore openAgain() {
    SecretStore store =
        open(new PluginContext("tested", clock(), new SecureRandom(), stateDirectory));
    opened.add(store);
    return store;
  }

  @Override
  public final SecretStore reopen() {
    closeAll();
    return openAgain();
  }

  @Override
  public final void advanceClock(Duration duration) {
    if (clock() instanceof SettableClock settable) {
      settable.advance(duration);
    }
  }

  @AfterEach
  final void closeAll() {
    opened.forEach(SecretStore::close);
    opened.clear();
  }

  @Test
  @DisplayName("each optional interface of the store is tested by its contract, and no other")
  final void eachOptionalInterfaceIsTestedByItsContract() {
    CONTRACTS.forEach(
        (type, contract) ->
            assertThat(contract.isInstance(this))
                .as("%s implements %s", getClass().getSimpleName(), contract.getSimpleName())
                .isEqualTo(type.isInstance(store())));
  }
}
