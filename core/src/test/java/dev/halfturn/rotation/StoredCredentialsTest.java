// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.secrets.Secrets;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.testkit.InMemorySecretStore;
import dev.halfturn.testkit.SettableClock;
import dev.halfturn.token.StoredClient;
import dev.halfturn.token.StoredSeller;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class StoredCredentialsTest {

  private final SettableClock clock = SettableClock.at("2026-03-01T12:00:00Z");
  private final InMemorySecretStore store = new InMemorySecretStore(clock);
  private final StoredCredentials credentials =
      new StoredCredentials(new Secrets("memory", store), clock);

  private static SecretValue value(String text) {
    return SecretValue.ofUtf8(text);
  }

  private Optional<SecretValue> stored(SecretName name) {
    return store.find(name).map(StoredSecret::value);
  }

  @Test
  void aClientIsItsIdAndAllItsSecrets() {
    store.put(CredentialNames.clientId("erp"), value("the-id"));
    store.put(CredentialNames.clientSecret("erp"), value("current"));
    store.put(CredentialNames.previous("erp"), value("before"));

    StoredClient client = credentials.client("erp");

    assertThat(client.clientId()).isEqualTo("the-id");
    assertThat(client.current()).isEqualTo(value("current"));
    assertThat(client.inbox()).isEmpty();
    assertThat(client.previous()).contains(value("before"));
  }

  @Test
  void aClientWithoutIdOrSecretIsNotFound() {
    store.put(CredentialNames.clientSecret("no-id"), value("current"));
    store.put(CredentialNames.clientId("no-secret"), value("the-id"));
    assertNotFound(() -> credentials.client("no-id"));
    assertNotFound(() -> credentials.client("no-secret"));
    assertNotFound(() -> credentials.refreshToken("erp", "acme"));
  }

  @Test
  void anApplicationAndItsSellerAreReadByOneCallOfAtMostTenNames() {
    store.put(CredentialNames.clientId("erp"), value("the-id\n"));
    store.put(CredentialNames.clientSecret("erp"), value("current"));
    store.put(CredentialNames.refreshToken("erp", "acme"), value("token"));
    CountingStore counting = new CountingStore(store);

    StoredSeller seller =
        new StoredCredentials(new Secrets("memory", counting), clock).seller("erp", "acme");

    assertThat(seller.client().clientId()).isEqualTo("the-id");
    assertThat(seller.client().current()).isEqualTo(value("current"));
    assertThat(seller.refreshToken()).isEqualTo(value("token"));
    assertThat(counting.reads()).hasSize(1);
    assertThat(counting.reads().get(0)).hasSizeLessThanOrEqualTo(10);
  }

  @Test
  void aConfiguredClientIdIsNotReadAndASellerWithoutTokenIsNotFound() {
    store.put(CredentialNames.clientSecret("erp"), value("current"));
    StoredCredentials configured =
        new StoredCredentials(new Secrets("memory", store), app -> Optional.of("id-" + app), clock);

    assertThat(configured.client("erp").clientId()).isEqualTo("id-erp");
    assertNotFound(() -> configured.seller("erp", "acme"));
  }

  @Test
  void nothingIsCached() {
    SecretName name = CredentialNames.refreshToken("erp", "acme");
    store.put(name, value("one"));
    assertThat(credentials.refreshToken("erp", "acme")).isEqualTo(value("one"));
    store.put(name, value("two"));
    assertThat(credentials.refreshToken("erp", "acme")).isEqualTo(value("two"));
  }

  @Test
  void aRefreshTokenIsReplaced() {
    SecretName name = CredentialNames.refreshToken("erp", "default");
    store.put(name, value("used"));
    credentials.replaceRefreshToken("erp", "default", value("used"), value("new"));
    assertThat(stored(name)).contains(value("new"));
  }

  @Test
  void whatSomebodyElseStoredMeanwhileStays() {
    SecretName name = CredentialNames.refreshToken("erp", "acme");
    store.put(name, value("authorised-again"));
    credentials.replaceRefreshToken("erp", "acme", value("used"), value("new"));
    assertThat(stored(name)).contains(value("authorised-again"));
  }

  @Test
  void aRemovedSellerStaysRemoved() {
    credentials.replaceRefreshToken("erp", "acme", value("used"), value("new"));
    assertThat(stored(CredentialNames.refreshToken("erp", "acme"))).isEmpty();
  }

  private static void assertNotFound(Executable read) {
    assertThatThrownBy(read::execute)
        .isInstanceOfSatisfying(
            HalfturnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }
}
