// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.everystore;

import dev.halfturn.testbed.gcp.FakeSecretManager;
import dev.halfturn.testbed.gcp.ServiceAccountFile;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The secrets of a project, for a service account with a key. */
public final class SecretManagerPlace implements StorePlace {

  private static final String PROJECT = "acme-prod";

  private static final Set<String> READS =
      Set.of(
          "GetSecret",
          "ListSecrets",
          "GetSecretVersion",
          "ListSecretVersions",
          "AccessSecretVersion");

  private final FakeSecretManager google;
  private final Path key;

  public SecretManagerPlace(Path directory, InstantSource clock) {
    google = new FakeSecretManager(clock);
    key = directory.resolve("service-account.json");
    ServiceAccountFile.write(key, PROJECT, google.tokenUri());
  }

  @Override
  public String type() {
    return "gcp-secret-manager";
  }

  @Override
  public Map<String, String> options() {
    return Map.of(
        "project", PROJECT,
        "endpoint", google.endpoint().toString(),
        "credentials-file", key.toString());
  }

  @Override
  public void onWrite(Consumer<String> observer) {
    google.before(
        call -> {
          if (!READS.contains(call.method())) {
            observer.accept(call.method());
          }
        });
  }

  @Override
  public void close() {
    google.close();
  }
}
