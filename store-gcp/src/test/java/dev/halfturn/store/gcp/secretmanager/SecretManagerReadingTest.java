// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import static dev.halfturn.store.gcp.secretmanager.SecretManagerWorld.SECRET;
import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.secretmanager.v1.CreateSecretRequest;
import com.google.cloud.secretmanager.v1.SecretVersion.State;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.store.gcp.policy.SecretManagerRights;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecretManagerReadingTest {

  private static final SecretName NAME = new SecretName("erp/lwa/clientsecret");

  private final SecretManagerWorld world = new SecretManagerWorld();
  private final SecretManagerStore store = world.store();

  @AfterEach
  void stop() {
    world.close();
  }

  private void setState(int version, State state) {
    world.google.secrets().set(SECRET + "/versions/" + version, state, "");
  }

  @Test
  void theNewestVersionIsAskedForFirst() {
    store.put(NAME, secret("one"));
    world.google.forgetCalls();

    store.find(NAME);

    assertThat(world.calls()).containsExactly("AccessSecretVersion", "GetSecretVersion");
  }

  @Test
  void readingTakesTheRightsOfAReaderAndNoOthers() {
    Map<String, String> rights =
        Map.of(
            "AccessSecretVersion", "secretmanager.versions.access",
            "GetSecretVersion", "secretmanager.versions.get");
    store.put(NAME, secret("one"));
    world.google.forgetCalls();

    store.find(NAME);
    store.find(NAME, "1");

    assertThat(world.calls())
        .extracting(method -> rights.getOrDefault(method, method))
        .containsOnly(SecretManagerRights.READER.toArray(String[]::new));
  }

  @Test
  void ifTheNewestVersionIsDisabledTheOneBelowIsCurrent() {
    store.put(NAME, secret("one"));
    store.put(NAME, secret("two"));
    setState(2, State.DISABLED);

    StoredSecret found = store.find(NAME).orElseThrow();

    assertThat(found.value()).isEqualTo(secret("one"));
    assertThat(found.version().id()).isEqualTo("1");
    assertThat(store.versions(NAME)).containsExactly(found.version());
    assertThat(store.find(NAME, "2")).isEmpty();
    assertThat(store.putIfVersion(NAME, secret("three"), "2")).isEmpty();
    assertThat(store.putIfVersion(NAME, secret("three"), "1")).map(SecretVersion::id).contains("3");
  }

  @Test
  void whatAStoreHasWrittenItselfItReadsThoughGoogleShowsItLate() {
    store.put(NAME, secret("one"));
    world.google.secrets().showsLate(1);
    assertThat(store.find(NAME)).map(StoredSecret::value).contains(secret("one"));
    assertThat(world.store().find(NAME)).isEmpty();

    store.put(NAME, secret("two"));
    assertThat(store.find(NAME)).map(StoredSecret::value).contains(secret("two"));
    assertThat(world.store().find(NAME)).map(StoredSecret::value).contains(secret("one"));
    assertThat(store.putIfVersion(NAME, secret("three"), "2")).map(SecretVersion::id).contains("3");
    assertThat(store.find(NAME)).map(StoredSecret::value).contains(secret("three"));
  }

  @Test
  void aStoreThatReadsItsOwnSeesAnEntryThatWasDeletedAndPutAgain() {
    store.put(NAME, secret("one"));
    store.delete(NAME);
    store.put(NAME, secret("two"));
    world.google.secrets().showsLate(1);

    assertThat(store.find(NAME)).map(StoredSecret::value).contains(secret("two"));
    setState(2, State.DISABLED);
    assertThat(store.find(NAME)).isEmpty();
  }

  @Test
  void ifAllVersionsAreDestroyedThereIsNoEntry() {
    store.put(NAME, secret("one"));
    world.google.secrets().destroy(SECRET + "/versions/1", "");

    assertThat(store.find(NAME)).isEmpty();
    assertThat(store.find(NAME, "1")).isEmpty();
    assertThat(store.versions(NAME)).isEmpty();
  }

  @Test
  void whatSomebodyHasDisabledIsListedAndCanBeEnabledAgain() {
    store.put(NAME, secret("one"));
    setState(1, State.DISABLED);
    assertThat(store.find(NAME)).isEmpty();
    try (Stream<SecretName> names = store.names("")) {
      assertThat(names).containsExactly(NAME);
    }

    setState(1, State.ENABLED);

    assertThat(store.find(NAME)).map(StoredSecret::value).contains(secret("one"));
  }

  @Test
  void anIdOfAnotherFormIsNoVersion() {
    store.put(NAME, secret("one"));

    for (String id : new String[] {"0", "-1", "latest", "01", "1 ", "12345678901234567890"}) {
      assertThat(store.find(NAME, id)).as(id).isEmpty();
    }
  }

  @Test
  void allNamesAreOneCallUnlessTheServiceGivesShorterPages() {
    for (int i = 0; i < 5; i++) {
      store.put(new SecretName("erp/s" + i), secret("s" + i));
    }
    world.google.forgetCalls();

    try (Stream<SecretName> names = store.names("erp")) {
      assertThat(names).hasSize(5);
    }
    assertThat(world.calls()).containsExactly("ListSecrets");

    world.google.longestPage(2);
    try (Stream<SecretName> names = store.names("erp")) {
      assertThat(names).hasSize(5);
    }
  }

  @Test
  void versionsOnSeveralPagesAreAllRead() {
    SecretManagerStore keeping = world.store("keep-versions", "0");
    for (int i = 0; i < 5; i++) {
      keeping.put(NAME, secret("v" + i));
    }
    world.google.longestPage(2);

    assertThat(keeping.versions(NAME))
        .map(SecretVersion::id)
        .containsExactly("5", "4", "3", "2", "1");
  }

  @Test
  void secretsOfOthersAreNotListed() {
    store.put(NAME, secret("one"));
    world.store("prefix", "other").put(NAME, secret("other"));
    world.store("location", "europe-west3").put(new SecretName("erp/there"), secret("regional"));
    world
        .google
        .secrets()
        .create(
            CreateSecretRequest.newBuilder()
                .setParent("projects/" + SecretManagerSettings.PROJECT)
                .setSecretId("Their_Secret")
                .setSecret(world.secret())
                .build());

    try (Stream<SecretName> names = store.names("")) {
      assertThat(names).containsExactly(NAME, new SecretName("other/erp/lwa/clientsecret"));
    }
    try (Stream<SecretName> names = world.store("prefix", "other").names("")) {
      assertThat(names).containsExactly(NAME);
    }
  }

  @Test
  void anAdoptedSecretStaysWhereItIs() {
    SecretManagerStore adopting =
        world.store("alias.erp/refreshtoken", "Erp_refreshToken", "prefix", "prod");
    SecretName token = new SecretName("erp/refreshtoken");

    adopting.put(token, secret("token"));

    assertThat(world.google.secrets().list("projects/" + SecretManagerSettings.PROJECT, ""))
        .singleElement()
        .satisfies(found -> assertThat(found.getName()).endsWith("/secrets/Erp_refreshToken"));
    try (Stream<SecretName> names = adopting.names("erp")) {
      assertThat(names).containsExactly(token);
    }
    assertThat(world.store("prefix", "prod").find(token)).isEmpty();
  }
}
