// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import com.azure.core.credential.AccessToken;
import dev.halfturn.spi.SecretStoreFactory;
import dev.halfturn.testbed.azure.FakeVault;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import reactor.core.publisher.Mono;

/** The plug-in for vaults with a token of its own, as the environment of this JVM has none. */
public final class VaultOfTests {

  private VaultOfTests() {}

  public static SecretStoreFactory openedByToken(FakeVault vault) {
    String token = vault.token();
    OffsetDateTime end = OffsetDateTime.now(ZoneOffset.UTC).plusDays(1);
    return new KeyVaultStoreFactory(
        builder -> builder.credential(request -> Mono.just(new AccessToken(token, end))),
        Pause.REAL);
  }
}
