// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How a store is read. */
interface ReadingRules extends StoreUnderTest {

  @Test
  @DisplayName("an entry that never existed is empty, not an error")
  default void anEntryThatNeverExistedIsEmpty() {
    assertThat(store().find(new SecretName("erp/lwa/clientsecret"))).isEmpty();
  }

  @Test
  @DisplayName("what was put is found under its name, with its version")
  default void whatWasPutIsFound() {
    SecretName name = new SecretName("erp/lwa/clientsecret");

    SecretVersion version = store().put(name, secret("one"));

    assertThat(store().find(name)).contains(new StoredSecret(name, version, secret("one")));
  }

  @Test
  @DisplayName("several entries are found at once, those that exist")
  default void severalEntriesAreFoundAtOnce() {
    SecretName one = new SecretName("erp/one");
    SecretName two = new SecretName("erp/two");
    store().put(one, secret("one"));
    store().put(two, secret("two"));
    store().put(new SecretName("erp/three"), secret("three"));

    assertThat(store().findAll(Set.of(one, two, new SecretName("erp/none"))))
        .containsOnly(
            entry(one, store().find(one).orElseThrow()),
            entry(two, store().find(two).orElseThrow()));
    assertThat(store().findAll(Set.of())).isEmpty();
  }

  @Test
  @DisplayName("what another opening of the store writes is seen at once")
  default void whatAnotherOpeningWritesIsSeen() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    store().put(name, secret("one"));
    store().find(name);

    openAgain().put(name, secret("two"));

    assertThat(store().find(name)).map(StoredSecret::value).contains(secret("two"));
  }

  @Test
  @DisplayName("what was put is there after closing and opening again")
  default void whatWasPutIsThereAfterReopening() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    store().put(name, secret("one"));
    StoredSecret before = store().find(name).orElseThrow();

    reopen();

    assertThat(store().find(name)).contains(before);
  }
}
