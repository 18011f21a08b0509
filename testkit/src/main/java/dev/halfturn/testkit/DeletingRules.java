// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.StoredSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is left of a deleted entry: nothing but its used version ids. */
interface DeletingRules extends StoreUnderTest {

  @Test
  @DisplayName("a deleted entry is empty, not an error")
  default void aDeletedEntryIsEmpty() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    store().put(name, secret("one"));

    store().delete(name);

    assertThat(store().find(name)).isEmpty();
    assertThat(store().findAll(Set.of(name))).isEmpty();
    assertThat(openAgain().find(name)).isEmpty();
  }

  @Test
  @DisplayName("deleting twice, or what never existed, is no error")
  default void deletingTwiceIsNoError() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    store().put(name, secret("one"));

    store().delete(name);
    store().delete(name);
    store().delete(new SecretName("erp/never"));

    assertThat(store().find(name)).isEmpty();
  }

  @Test
  @DisplayName("deleting an entry leaves the ones above, below and beside it")
  default void deletingAnEntryLeavesTheOthers() {
    SecretName above = new SecretName("erp/lwa");
    SecretName middle = new SecretName("erp/lwa/clientsecret");
    SecretName below = new SecretName("erp/lwa/clientsecret/rotation");
    SecretName beside = new SecretName("erp/lwa/clientsecret-2");
    List.of(above, middle, below, beside).forEach(name -> store().put(name, secret(name.value())));

    store().delete(middle);

    assertThat(store().find(middle)).isEmpty();
    for (SecretName name : List.of(above, below, beside)) {
      assertThat(store().find(name)).map(StoredSecret::value).contains(secret(name.value()));
    }
  }

  @Test
  @DisplayName("a deleted name can be used again")
  default void aDeletedNameCanBeUsedAgain() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    store().put(name, secret("one"));
    store().delete(name);

    store().put(name, secret("two"));

    assertThat(store().find(name)).map(StoredSecret::value).contains(secret("two"));
  }

  @Test
  @DisplayName("a version id is not used again after the entry was deleted")
  default void aVersionIdIsNotUsedAgain() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    List<String> ids = new ArrayList<>();
    for (int life = 0; life < 3; life++) {
      ids.add(store().put(name, secret("one")).id());
      ids.add(store().put(name, secret("two")).id());
      store().delete(name);
    }
    reopen();
    ids.add(store().put(name, secret("one")).id());

    assertThat(ids).doesNotHaveDuplicates();
  }
}
