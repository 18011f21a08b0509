// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.CreateOnlySecretStore;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The contract of {@link CreateOnlySecretStore}, to be implemented beside the store's own. */
public interface CreateOnlySecretStoreContract extends StoreUnderTest {

  private CreateOnlySecretStore creating() {
    return storeAs(CreateOnlySecretStore.class);
  }

  @Test
  @DisplayName("an absent entry is created")
  default void anAbsentEntryIsCreated() {
    SecretName name = new SecretName("erp/lwa/clientsecret");

    Optional<SecretVersion> created = creating().putIfAbsent(name, secret("one"));

    assertThat(created).isPresent();
    assertThat(creating().find(name))
        .contains(new StoredSecret(name, created.orElseThrow(), secret("one")));
  }

  @Test
  @DisplayName("an existing entry is left as it is, and that is told")
  default void anExistingEntryIsLeftAsItIs() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    creating().put(name, secret("one"));
    StoredSecret before = creating().find(name).orElseThrow();

    assertThat(creating().putIfAbsent(name, secret("two"))).isEmpty();
    assertThat(creating().find(name)).contains(before);
  }

  @Test
  @DisplayName("a deleted entry can be created again, under a new version id")
  default void aDeletedEntryCanBeCreatedAgain() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    String first = creating().putIfAbsent(name, secret("one")).orElseThrow().id();
    creating().delete(name);

    assertThat(creating().putIfAbsent(name, secret("two")))
        .hasValueSatisfying(version -> assertThat(version.id()).isNotEqualTo(first));
    assertThat(creating().find(name)).map(StoredSecret::value).contains(secret("two"));
  }

  @Test
  @DisplayName("of several that create at once exactly one succeeds")
  default void ofSeveralThatCreateAtOnceExactlyOneSucceeds() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    CreateOnlySecretStore one = creating();
    CreateOnlySecretStore two = (CreateOnlySecretStore) openAgain();
    List<Callable<Optional<StoredSecret>>> creators = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      CreateOnlySecretStore store = i % 2 == 0 ? one : two;
      SecretValue value = secret("creator " + i);
      creators.add(
          () ->
              store
                  .putIfAbsent(name, value)
                  .map(version -> new StoredSecret(name, version, value)));
    }

    List<StoredSecret> created =
        Together.call(creators).stream().flatMap(Optional::stream).toList();

    assertThat(created).hasSize(1);
    assertThat(creating().find(name)).contains(created.get(0));
  }

  @Test
  @DisplayName("a closed store fails putIfAbsent with FAILED_PRECONDITION")
  default void aClosedStoreFailsPutIfAbsent() {
    CreateOnlySecretStore closed = creating();
    closed.close();

    Failures.assertFails(
        ErrorCode.FAILED_PRECONDITION,
        () -> closed.putIfAbsent(new SecretName("erp/lwa/clientsecret"), secret("one")));
  }
}
