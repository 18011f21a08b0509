// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ConditionalSecretStore;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The contract of {@link ConditionalSecretStore}, to be implemented beside the store's own. */
public interface ConditionalSecretStoreContract extends CreateOnlySecretStoreContract {

  private ConditionalSecretStore conditional() {
    return storeAs(ConditionalSecretStore.class);
  }

  @Test
  @DisplayName("the expected version is replaced")
  default void theExpectedVersionIsReplaced() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    SecretVersion one = conditional().put(name, secret("one"));

    Optional<SecretVersion> two =
        conditional()
            .putIfVersion(
                name, secret("two"), conditional().find(name).orElseThrow().version().id());

    assertThat(two).isPresent();
    assertThat(two.get().id()).isNotEqualTo(one.id());
    assertThat(conditional().find(name)).contains(new StoredSecret(name, two.get(), secret("two")));
  }

  @Test
  @DisplayName("another version than the expected one is left as it is, and that is told")
  default void anotherVersionIsLeftAsItIs() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    SecretVersion one = conditional().put(name, secret("one"));
    conditional().put(name, secret("two"));
    StoredSecret before = conditional().find(name).orElseThrow();

    assertThat(conditional().putIfVersion(name, secret("three"), one.id())).isEmpty();
    assertThat(conditional().putIfVersion(name, secret("three"), "no-such-version")).isEmpty();
    assertThat(conditional().find(name)).contains(before);
  }

  @Test
  @DisplayName("an absent or deleted entry is not created by putIfVersion")
  default void anAbsentEntryIsNotCreated() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    String version = conditional().put(name, secret("one")).id();
    conditional().delete(name);

    assertThat(conditional().putIfVersion(name, secret("two"), version)).isEmpty();
    assertThat(conditional().putIfVersion(new SecretName("erp/none"), secret("two"), version))
        .isEmpty();
    assertThat(conditional().find(name)).isEmpty();
    assertThat(conditional().find(new SecretName("erp/none"))).isEmpty();
  }

  @Test
  @DisplayName("counting by several at once loses no count")
  default void countingBySeveralLosesNoCount() {
    SecretName name = new SecretName("erp/counter");
    conditional().put(name, secret("x"));
    ConditionalSecretStore other = (ConditionalSecretStore) openAgain();
    Callable<Integer> counting = () -> count(conditional(), name, 5);
    Callable<Integer> countingElsewhere = () -> count(other, name, 5);

    Together.call(List.of(counting, countingElsewhere, counting, countingElsewhere));

    assertThat(conditional().find(name)).map(StoredSecret::value).contains(secret("x".repeat(21)));
  }

  private static int count(ConditionalSecretStore store, SecretName name, int times) {
    int attempts = 0;
    for (int done = 0; done < times; attempts++) {
      assertThat(attempts).as("attempts to count to %s", times).isLessThan(10_000);
      StoredSecret seen = store.find(name).orElseThrow();
      String next = seen.value().revealUtf8() + "x";
      if (store.putIfVersion(name, SecretValue.ofUtf8(next), seen.version().id()).isPresent()) {
        done++;
      }
    }
    return attempts;
  }

  @Test
  @DisplayName("a closed store fails putIfVersion with FAILED_PRECONDITION")
  default void aClosedStoreFailsPutIfVersion() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    String version = conditional().put(name, secret("one")).id();
    ConditionalSecretStore closed = conditional();
    closed.close();

    Failures.assertFails(
        ErrorCode.FAILED_PRECONDITION, () -> closed.putIfVersion(name, secret("two"), version));
  }
}
