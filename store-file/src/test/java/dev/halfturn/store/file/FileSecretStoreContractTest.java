// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.StoreMaintenance;
import dev.halfturn.testkit.BatchSecretStoreContract;
import dev.halfturn.testkit.ConditionalSecretStoreContract;
import dev.halfturn.testkit.SecretStoreContract;
import dev.halfturn.testkit.VersionedSecretStoreContract;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileSecretStoreContractTest extends SecretStoreContract
    implements VersionedSecretStoreContract,
        ConditionalSecretStoreContract,
        BatchSecretStoreContract {

  @TempDir private Path directory;

  @Override
  protected SecretStore open(PluginContext context) {
    StoreFixture fixture = StoreFixture.on(directory);
    if (!Files.exists(fixture.path)) {
      fixture.maintenance(context).init(StoreMaintenance.KeyOrigin.GENERATE);
    }
    return fixture.open(context);
  }
}
