// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.store.gcp.policy.SecretManagerRights;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That the rights suffice that are printed. */
class SecretManagerPermissionsTest {

  private static final SecretName NAME = new SecretName("erp/lwa/clientsecret");

  private final SecretManagerWorld world = new SecretManagerWorld();

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void aRotatorCanDoAllThatTheStoreDoes() {
    world.google.permits(
        permission ->
            SecretManagerRights.ROTATOR.contains(permission)
                || SecretManagerRights.KEEPER.contains(permission));
    SecretManagerStore store = world.store("destroy-deleted", "true", "keep-versions", "1");

    String one = store.putIfAbsent(NAME, secret("one")).orElseThrow().id();
    String two = store.putIfVersion(NAME, secret("two"), one).orElseThrow().id();
    store.put(NAME, secret("three"));
    store.markExpiry(NAME, world.clock.instant());
    assertThat(store.find(NAME)).map(StoredSecret::value).contains(secret("three"));
    assertThat(store.versions(NAME)).hasSize(1);
    assertThat(store.find(NAME, two)).isEmpty();
    store.delete(NAME);
    try (Stream<SecretName> names = store.names("")) {
      assertThat(names).isEmpty();
    }
    assertThat(world.google.calls("DestroySecretVersion")).hasSize(3);
  }

  @Test
  void whatIsNotThereYetIsNotThereToWhoHasTheRightToItsName() {
    world.google.permitsTo(
        (permission, resource) ->
            SecretManagerRights.READER.contains(permission) && resource.contains("/secrets/erp--"));

    assertThat(world.store().find(NAME)).isEmpty();
    assertThatThrownBy(() -> world.store().find(new SecretName("shop/lwa/clientsecret")))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.PERMISSION_DENIED));
  }
}
