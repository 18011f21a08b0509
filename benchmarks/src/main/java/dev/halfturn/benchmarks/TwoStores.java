// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import dev.halfturn.Halfturn;
import dev.halfturn.plugin.Settings;
import dev.halfturn.spi.BatchSecretStore;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The first secret of an encrypted file, where a store in a cloud is configured and not used. */
final class TwoStores {

  private static final double MOST = 1.02;

  private TwoStores() {}

  /** One store. */
  static final class One {
    private One() {}

    public static void main(String[] args) {
      read(args[0], Map.of());
    }
  }

  /** A second one of another kind. */
  static final class Two {
    private Two() {}

    public static void main(String[] args) {
      read(
          args[0],
          Map.of(
              "store.backup.type", "aws-ssm",
              "store.backup.region", "eu-central-1",
              "store.backup.access-key-id", "AKIDEXAMPLE",
              "store.backup.secret-access-key", "example"));
    }
  }

  private static void read(String directory, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("store", "main");
    settings.put("store.main.type", "file");
    settings.put("store.main.path", Path.of(directory, "secrets.halfturn").toString());
    settings.put("store.main.key-file", Path.of(directory, "store.key").toString());
    try (Halfturn halfturn =
        Halfturn.builder(Settings.of(settings))
            .stateDirectory(Path.of(directory, "state"))
            .open()) {
      FirstSecret.check(
          halfturn.secrets().get(new SecretName(FirstSecret.NAME)).value().revealUtf8());
    }
  }

  static void run(Path parent, int rounds, Report report) throws IOException, InterruptedException {
    Path directory = parent.resolve("two-stores");
    try (BatchSecretStore store = SampleStore.withKeyFile(directory).create().open()) {
      store.put(new SecretName(FirstSecret.NAME), SecretValue.ofUtf8(FirstSecret.VALUE));
    }
    new FirstSecret(
            "a file, a store in a cloud being configured too",
            List.of(directory.toString()),
            List.of(),
            Map.of(),
            rounds,
            report)
        .besideLimit(Two.class, "the file alone", One.class, MOST);
  }
}
