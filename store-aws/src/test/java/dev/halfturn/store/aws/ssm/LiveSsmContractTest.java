// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.testkit.Plugins;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/**
 * The contract in an account at AWS, with the credentials and in the region of the environment;
 * only with the profile {@code live}. Each test has a folder of its own, which is emptied.
 */
class LiveSsmContractTest extends SsmContract {

  private final String folder =
      "/halfturn-live-test/" + HexFormat.of().formatHex(new SecureRandom().generateSeed(8));

  @Override
  URI endpoint() {
    throw new UnsupportedOperationException("that of the region");
  }

  @Override
  protected SecretStore open(PluginContext context) {
    return Plugins.open(new SsmSecretStoreFactory(), Map.of("prefix", folder), context);
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
