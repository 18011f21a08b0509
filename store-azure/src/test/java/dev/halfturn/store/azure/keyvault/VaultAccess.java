// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import com.azure.core.credential.AccessToken;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import dev.halfturn.testbed.azure.FakeVault;
import dev.halfturn.testbed.azure.TestCertificate;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/** How the clients of a test get into the vault of a test. */
final class VaultAccess {

  static {
    System.setProperty(
        "javax.net.ssl.trustStore",
        TestCertificate.ofThisProcess()
            // each of the test processes has a certificate of its own
            .writeTrustStore(
                Path.of("target", "trusted-by-" + System.getProperty("halfturn.log", "tests")))
            .toString());
  }

  private VaultAccess() {}

  /** With a token in place of the credentials of the surroundings. */
  static UnaryOperator<SecretClientBuilder> to(FakeVault vault) {
    String token = vault.token();
    return builder ->
        builder.credential(
            request ->
                Mono.just(new AccessToken(token, OffsetDateTime.now(ZoneOffset.UTC).plusHours(1))));
  }
}
