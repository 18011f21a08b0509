// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.testbed.gcp.ServiceAccountFile;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceAccountTest {

  private static final SecretName NAME = new SecretName("erp/lwa/clientsecret");

  private final SecretManagerWorld world = new SecretManagerWorld();

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void aStoreWorksWithTheFileOfAServiceAccount(@TempDir Path directory) {
    Path file = directory.resolve("account.json");
    ServiceAccountFile.write(file, "acme-test", world.google.tokenUri());
    SecretManagerStore store = world.store("credentials-file", file.toString());

    store.put(NAME, secret("one"));

    assertThat(store.find(NAME)).map(StoredSecret::value).contains(secret("one"));
  }

  @Test
  void anAccountWhoseSignatureIsNotTakenIsUnauthenticated(@TempDir Path directory) {
    Path file = directory.resolve("account.json");
    URI nobody = URI.create(world.google.endpoint() + "/nobody");
    ServiceAccountFile.write(file, "acme-test", nobody);
    SecretManagerStore store = world.store("credentials-file", file.toString());

    HalfturnException e =
        catchThrowableOfType(HalfturnException.class, () -> store.put(NAME, secret("one")));

    assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(world.calls()).isEmpty();
  }
}
