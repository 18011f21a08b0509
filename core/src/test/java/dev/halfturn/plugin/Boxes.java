// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.NotifierFactory;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretStoreFactory;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.InMemorySecretStore;
import dev.halfturn.testkit.RecordingNotifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Plug-ins with options of every sort. */
final class Boxes {

  static final ConfigOption<Path> PATH = ConfigOption.path("path", "where it is").require();
  static final ConfigOption<Duration> TIMEOUT =
      ConfigOption.duration("lock-timeout", "how long to wait").defaultsTo("10s");
  static final ConfigOption<SecretValue> PASSPHRASE = ConfigOption.secret("passphrase", "opens it");
  static final ConfigOption<SecretValue> PASSWORD =
      ConfigOption.secret("password", "of the account").require();

  private Boxes() {}

  /** A store {@code box}; its passphrase is optional. */
  static final class BoxFactory implements SecretStoreFactory {
    @Override
    public String name() {
      return "box";
    }

    @Override
    public List<ConfigOption<?>> options() {
      return List.of(PATH, TIMEOUT, PASSPHRASE);
    }

    @Override
    public SecretStore open(PluginConfig config, PluginContext context) {
      return new InMemorySecretStore(context.clock());
    }
  }

  /** A store {@code crate} without options. */
  static final class CrateFactory implements SecretStoreFactory {
    @Override
    public String name() {
      return "crate";
    }

    @Override
    public List<ConfigOption<?>> options() {
      return List.of();
    }

    @Override
    public SecretStore open(PluginConfig config, PluginContext context) {
      return new InMemorySecretStore(context.clock());
    }
  }

  /** A store {@code tin} whose parser is broken and whose {@code pin-file} is its own. */
  static final class TinFactory implements SecretStoreFactory {
    @Override
    public String name() {
      return "tin";
    }

    @Override
    public List<ConfigOption<?>> options() {
      return List.of(
          ConfigOption.of(
              "lid",
              "throws",
              text -> {
                throw new IllegalStateException(text);
              }),
          ConfigOption.secret("pin", "a number"),
          ConfigOption.path("pin-file", "where the number is"));
    }

    @Override
    public SecretStore open(PluginConfig config, PluginContext context) {
      return new InMemorySecretStore(context.clock());
    }
  }

  /** A notifier {@code post}; its password is required. */
  static final class PostFactory implements NotifierFactory {
    @Override
    public String name() {
      return "post";
    }

    @Override
    public List<ConfigOption<?>> options() {
      return List.of(PASSWORD, ConfigOption.list("to", "whom to tell"));
    }

    @Override
    public Notifier open(PluginConfig config, PluginContext context) {
      return new RecordingNotifier(context.clock());
    }
  }
}
