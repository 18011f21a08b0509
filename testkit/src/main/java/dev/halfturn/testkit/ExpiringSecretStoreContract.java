// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExpiringSecretStore;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.StoredSecret;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The contract of {@link ExpiringSecretStore}, to be implemented beside the store's own. */
public interface ExpiringSecretStoreContract extends StoreUnderTest {

  private ExpiringSecretStore expiring() {
    return storeAs(ExpiringSecretStore.class);
  }

  @Test
  @DisplayName("a mark changes neither the value nor its version; it can be set again and moved")
  default void aMarkChangesNeitherValueNorVersion() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    expiring().put(name, secret("one"));
    StoredSecret before = expiring().find(name).orElseThrow();
    Instant expiresAt = clock().instant().plus(Duration.ofDays(180));

    expiring().markExpiry(name, expiresAt);
    expiring().markExpiry(name, expiresAt);
    expiring().markExpiry(name, expiresAt.plus(Duration.ofDays(1)));

    assertThat(expiring().find(name)).contains(before);
  }

  @Test
  @DisplayName("a value marked as expired, or expiring later, stays readable")
  default void anExpiredValueStaysReadable() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    expiring().put(name, secret("one"));

    expiring().markExpiry(name, clock().instant().minus(Duration.ofDays(1)));
    assertThat(expiring().find(name)).map(StoredSecret::value).contains(secret("one"));

    expiring().markExpiry(name, clock().instant().plus(Duration.ofDays(1)));
    advanceClock(Duration.ofDays(2));
    assertThat(expiring().find(name)).map(StoredSecret::value).contains(secret("one"));
    try (var names = expiring().names("")) {
      assertThat(names).containsExactly(name);
    }
  }

  @Test
  @DisplayName("an absent or deleted entry cannot be marked: NOT_FOUND")
  default void anAbsentEntryCannotBeMarked() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    Instant expiresAt = clock().instant().plus(Duration.ofDays(180));
    Failures.assertFails(ErrorCode.NOT_FOUND, () -> expiring().markExpiry(name, expiresAt));

    expiring().put(name, secret("one"));
    expiring().delete(name);

    Failures.assertFails(ErrorCode.NOT_FOUND, () -> expiring().markExpiry(name, expiresAt));
  }

  @Test
  @DisplayName("a closed store fails markExpiry with FAILED_PRECONDITION")
  default void aClosedStoreFailsMarkExpiry() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    expiring().put(name, secret("one"));
    ExpiringSecretStore closed = expiring();
    closed.close();

    Failures.assertFails(
        ErrorCode.FAILED_PRECONDITION, () -> closed.markExpiry(name, clock().instant()));
  }
}
