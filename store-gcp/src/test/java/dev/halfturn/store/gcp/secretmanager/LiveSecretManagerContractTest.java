// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.testkit.Plugins;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The contract in a project at Google, with the credentials of the environment; only with the
 * profile {@code live}. Each test has a prefix of its own, whose versions are destroyed; the empty
 * secrets stay, to be deleted by hand.
 */
@EnabledIfEnvironmentVariable(named = "HALFTURN_LIVE_GCP_PROJECT", matches = ".+")
class LiveSecretManagerContractTest extends SecretManagerContract {

  private final String prefix =
      "halfturn-live-test-" + HexFormat.of().formatHex(new SecureRandom().generateSeed(8));

  @Override
  Map<String, String> settings() {
    return Map.of(
        "project",
        System.getenv("HALFTURN_LIVE_GCP_PROJECT"),
        "prefix",
        prefix,
        "destroy-deleted",
        "true");
  }

  @Override
  protected SecretStore open(PluginContext context) {
    return Plugins.open(new SecretManagerStoreFactory(), settings(), context);
  }

  @AfterEach
  void removeAll() {
    PluginContext context =
        new PluginContext("live", clock(), new SecureRandom(), Path.of("target", "live"));
    try (SecretStore store = open(context);
        Stream<SecretName> names = store.names("")) {
      names.forEach(store::delete);
    }
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }

  @Override
  void pause(Duration time) {
    throw new UnsupportedOperationException("time passes by itself");
  }
}
