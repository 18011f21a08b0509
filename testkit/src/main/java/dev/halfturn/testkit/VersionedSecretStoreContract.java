// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.spi.VersionedSecretStore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The contract of {@link VersionedSecretStore}, to be implemented beside the store's own. */
public interface VersionedSecretStoreContract extends StoreUnderTest {

  private VersionedSecretStore versioned() {
    return storeAs(VersionedSecretStore.class);
  }

  @Test
  @DisplayName("versions are listed newest first; an absent entry has none")
  default void versionsAreListedNewestFirst() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    versioned().put(name, secret("one"));
    StoredSecret one = versioned().find(name).orElseThrow();
    versioned().put(name, secret("two"));
    StoredSecret two = versioned().find(name).orElseThrow();

    assertThat(versioned().versions(name)).containsExactly(two.version(), one.version());
    assertThat(versioned().versions(new SecretName("erp/none"))).isEmpty();
  }

  @Test
  @DisplayName("each listed version is found with its own value")
  default void eachListedVersionIsFound() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    versioned().put(name, secret("one"));
    StoredSecret one = versioned().find(name).orElseThrow();
    versioned().put(name, secret("two"));
    StoredSecret two = versioned().find(name).orElseThrow();

    assertThat(versioned().find(name, one.version().id())).contains(one);
    assertThat(versioned().find(name, two.version().id())).contains(two);
  }

  @Test
  @DisplayName("an unknown version, or another entry's, is empty, not an error")
  default void anUnknownVersionIsEmpty() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    SecretName other = new SecretName("erp/lwa/clientidentifier");
    versioned().put(other, secret("other"));
    versioned().put(name, secret("one"));
    String last = versioned().put(name, secret("two")).id();

    assertThat(versioned().find(name, "no-such-version")).isEmpty();
    assertThat(versioned().find(other, last)).isEmpty();
    assertThat(versioned().find(new SecretName("erp/none"), last)).isEmpty();
  }

  @Test
  @DisplayName("deleting an entry takes all its versions away, also when the name is used again")
  default void deletingTakesAllVersionsAway() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    SecretVersion one = versioned().put(name, secret("one"));
    versioned().delete(name);

    assertThat(versioned().versions(name)).isEmpty();
    assertThat(versioned().find(name, one.id())).isEmpty();

    versioned().put(name, secret("two"));
    assertThat(versioned().versions(name))
        .containsExactly(versioned().find(name).orElseThrow().version());
    assertThat(versioned().find(name, one.id())).isEmpty();
  }

  @Test
  @DisplayName("a closed store fails the calls for versions with FAILED_PRECONDITION")
  default void aClosedStoreFailsTheCallsForVersions() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    String version = versioned().put(name, secret("one")).id();
    VersionedSecretStore closed = versioned();
    closed.close();

    Failures.assertFails(ErrorCode.FAILED_PRECONDITION, () -> closed.versions(name));
    Failures.assertFails(ErrorCode.FAILED_PRECONDITION, () -> closed.find(name, version));
  }
}
