// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.testkit.PluginFactoryContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSecretStoreFactoryTest implements PluginFactoryContract {

  @TempDir private Path directory;

  @Override
  public PluginFactory<?> factory() {
    return new FileSecretStoreFactory();
  }

  @Override
  public Map<String, String> minimalSettings() {
    StoreFixture fixture = StoreFixture.on(directory).initialised();
    return Map.of("path", fixture.path.toString(), "key-file", fixture.keyFile.toString());
  }

  @Test
  void itIsCalledFileAndHasTheDocumentedOptions() {
    assertThat(factory().name()).isEqualTo("file");
    assertThat(factory().options())
        .map(ConfigOption::key)
        .isEqualTo(
            List.of(
                "path",
                "key-file",
                "key-command",
                "passphrase",
                "keep-versions",
                "lock-timeout",
                "follow-symlink",
                "allow-network-fs",
                "accept-rollback",
                "read-previous",
                "kdf-memory",
                "max-kdf-memory"));
  }

  @Test
  void theDefaultsAreThoseOfTheReference() {
    var config = StoreFixture.on(directory).config();

    assertThat(config.get(FileStoreOptions.KEEP_VERSIONS)).isEqualTo(3);
    assertThat(config.get(FileStoreOptions.LOCK_TIMEOUT)).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.get(FileStoreOptions.FOLLOW_SYMLINK)).isFalse();
    assertThat(config.get(FileStoreOptions.ALLOW_NETWORK_FS)).isFalse();
    assertThat(config.get(FileStoreOptions.ACCEPT_ROLLBACK)).isFalse();
    assertThat(config.get(FileStoreOptions.READ_PREVIOUS)).isFalse();
    assertThat(config.get(FileStoreOptions.KDF_MEMORY)).isEqualTo(64);
    assertThat(config.get(FileStoreOptions.MAX_KDF_MEMORY)).isEqualTo(256);
  }

  @Test
  void twoKeySourcesAreRefusedAndSoIsNone() {
    StoreFixture fixture = StoreFixture.on(directory).initialised();

    fixture.with("key-command", "/bin/cat " + fixture.keyFile);
    Failing.assertFails(ErrorCode.INVALID_ARGUMENT, "CONFIG_INVALID", fixture::open);

    fixture.without("key-command").without("key-file");
    Failing.assertFails(ErrorCode.INVALID_ARGUMENT, "CONFIG_INVALID", fixture::open);
    Failing.assertFails(ErrorCode.INVALID_ARGUMENT, "CONFIG_INVALID", fixture::maintenance);
  }
}
