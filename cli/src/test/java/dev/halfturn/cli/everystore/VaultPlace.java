// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.everystore;

import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.store.azure.keyvault.VaultOfTests;
import dev.halfturn.testbed.azure.FakeVault;
import dev.halfturn.testbed.azure.TestCertificate;
import dev.halfturn.testbed.azure.VaultOperation;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A vault, which processes open by their managed identity. */
public final class VaultPlace implements StorePlace {

  private static final String TRUSTED = "javax.net.ssl.trustStore";

  private static final Set<VaultOperation> WRITES =
      EnumSet.of(
          VaultOperation.SET_SECRET,
          VaultOperation.UPDATE_SECRET,
          VaultOperation.DELETE_SECRET,
          VaultOperation.RECOVER_DELETED_SECRET,
          VaultOperation.PURGE_DELETED_SECRET);

  private final FakeVault vault;
  private final Path trusted;

  public VaultPlace(Path directory, InstantSource clock) {
    vault = new FakeVault(clock);
    trusted = TestCertificate.ofThisProcess().writeTrustStore(directory.resolve("trusted"));
    System.setProperty(TRUSTED, trusted.toString());
  }

  @Override
  public String type() {
    return "azure-key-vault";
  }

  @Override
  public Map<String, String> options() {
    return Map.of("endpoint", vault.endpoint().toString(), "credential", "managed-identity");
  }

  @Override
  public Map<String, String> environment() {
    return vault.identityEnvironment();
  }

  @Override
  public List<String> javaOptions() {
    return List.of("-D" + TRUSTED + "=" + trusted);
  }

  @Override
  public PluginRegistry plugins() {
    return PluginRegistry.of(List.of(VaultOfTests.openedByToken(vault)))
        .before(Set.of(), () -> List.of(StorePlace.super.plugins()));
  }

  @Override
  public void onWrite(Consumer<String> observer) {
    vault.faults(
        request -> {
          request
              .operation()
              .filter(WRITES::contains)
              .ifPresent(operation -> observer.accept(operation.name()));
          return Optional.empty();
        });
  }

  @Override
  public void close() {
    System.clearProperty(TRUSTED);
    vault.close();
  }
}
