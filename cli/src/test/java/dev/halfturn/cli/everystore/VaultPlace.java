// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.everystore;

import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.store.azure.keyvault.VaultOfTests;
import dev.halfturn.testbed.azure.FakeVault;
import dev.halfturn.testbed.azure.TestCertificate;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A vault, which processes open by their managed identity. */
public final class VaultPlace implements StorePlace {

  private static final String TRUSTED = "javax.net.ssl.trustStore";

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
  public void close() {
    System.clearProperty(TRUSTED);
    vault.close();
  }
}
