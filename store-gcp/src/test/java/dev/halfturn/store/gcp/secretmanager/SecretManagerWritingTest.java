// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import static dev.halfturn.store.gcp.secretmanager.SecretManagerWorld.SECRET;
import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.cloud.secretmanager.v1.CreateSecretRequest;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretVersion.State;
import com.google.cloud.secretmanager.v1.UpdateSecretRequest;
import com.google.rpc.Code;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.testbed.gcp.GcpCall;
import dev.halfturn.testbed.gcp.GcpError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecretManagerWritingTest {

  private static final SecretName NAME = new SecretName("erp/lwa/clientsecret");

  private final SecretManagerWorld world = new SecretManagerWorld();
  private final SecretManagerStore store = world.store();

  @AfterEach
  void stop() {
    world.close();
  }

  private static List<SecretName> names(SecretManagerStore store) {
    try (Stream<SecretName> names = store.names("")) {
      return names.toList();
    }
  }

  /** Lets the next calls of a method that are about this version fail. */
  private void refusesVersion(String method, int version) {
    world.google.refuses(
        call ->
            call.method().equals(method) && call.resource().endsWith("/versions/" + version)
                ? Optional.of(new GcpError(Code.PERMISSION_DENIED, "on purpose"))
                : Optional.empty());
  }

  @Test
  void thePutsOfASecretCostTheseCalls() {
    store.put(NAME, secret("one"));
    assertThat(world.calls())
        .containsExactly("GetSecret", "CreateSecret", "AddSecretVersion", "AccessSecretVersion");
    world.google.forgetCalls();

    store.put(NAME, secret("two"));
    assertThat(world.calls())
        .containsExactly(
            "GetSecret", "GetSecretVersion", "AddSecretVersion", "AccessSecretVersion");
  }

  @Test
  void threeVersionsAreKeptUnlessToldOtherwise() {
    for (int i = 1; i <= 5; i++) {
      store.put(NAME, secret("v" + i));
    }

    assertThat(world.states())
        .containsExactly(
            State.ENABLED, State.ENABLED, State.ENABLED, State.DESTROYED, State.DESTROYED);
    assertThat(store.versions(NAME)).hasSize(3);
  }

  @Test
  void allVersionsOfAnAdoptedSecretAreKept() {
    SecretManagerStore adopting = world.store("alias." + NAME, "theirs");
    for (int i = 1; i <= 5; i++) {
      adopting.put(NAME, secret("v" + i));
    }

    assertThat(adopting.versions(NAME)).hasSize(5);
  }

  @Test
  void asManyVersionsAreKeptAsTheOptionSays() {
    SecretManagerStore one = world.store("keep-versions", "1");
    SecretManagerStore all = world.store("keep-versions", "0");
    for (int i = 1; i <= 4; i++) {
      all.put(NAME, secret("v" + i));
    }
    assertThat(world.states()).containsOnly(State.ENABLED);

    assertThat(one.putIfVersion(NAME, secret("v5"), "4")).isPresent();

    assertThat(world.states())
        .containsExactly(
            State.ENABLED, State.DESTROYED, State.DESTROYED, State.DESTROYED, State.DESTROYED);
  }

  @Test
  void whatWasLeftOnceIsDestroyedAfterALaterPut() {
    store.put(NAME, secret("v1"));
    world.google.secrets().add(SECRET, "left over");
    world.google.secrets().set(SECRET + "/versions/2", State.DISABLED, "");
    for (int i = 3; i <= 5; i++) {
      world.google.secrets().add(SECRET, "left over");
    }

    store.put(NAME, secret("v6"));

    assertThat(world.states())
        .containsExactly(
            State.ENABLED,
            State.ENABLED,
            State.ENABLED,
            State.DESTROYED,
            State.DESTROYED,
            State.DESTROYED);
  }

  @Test
  void oneWriteDestroysAFewOldVersionsOnly() {
    store.put(NAME, secret("v1"));
    for (int i = 2; i <= 20; i++) {
      world.google.secrets().add(SECRET, "left over");
    }

    store.put(NAME, secret("last"));
    assertThat(world.google.calls("DestroySecretVersion")).hasSize(10);

    store.put(NAME, secret("more"));
    assertThat(world.states().subList(3, 22)).containsOnly(State.DESTROYED);
  }

  @Test
  void anOldVersionThatSomebodyChangesInThatMomentIsLeft() {
    for (int i = 1; i <= 3; i++) {
      store.put(NAME, secret("v" + i));
    }
    world.onceBefore(
        "DestroySecretVersion",
        () -> world.google.secrets().set(SECRET + "/versions/1", State.DISABLED, ""));

    store.put(NAME, secret("v4"));

    assertThat(world.states())
        .containsExactly(State.ENABLED, State.ENABLED, State.ENABLED, State.DISABLED);
  }

  @Test
  void aVersionWhoseDestructionHasItsTimeKeepsThatTime() {
    store.put(NAME, secret("v1"));
    world
        .google
        .secrets()
        .update(
            world.secret().toBuilder()
                .clearEtag()
                .setVersionDestroyTtl(com.google.protobuf.Duration.newBuilder().setSeconds(86_400))
                .build(),
            List.of("version_destroy_ttl"));
    for (int i = 2; i <= 4; i++) {
      store.put(NAME, secret("v" + i));
    }
    world.clock.advance(Duration.ofHours(23));
    store.put(NAME, secret("v5"));
    world.clock.advance(Duration.ofHours(2));

    assertThat(world.states().get(4)).isEqualTo(State.DESTROYED);
  }

  @Test
  void oldVersionsThatCannotBeListedHarmNoPut() {
    for (int i = 1; i <= 3; i++) {
      store.put(NAME, secret("v" + i));
    }
    world.google.refuses("ListSecretVersions", new GcpError(Code.PERMISSION_DENIED, "no"));

    assertThat(store.put(NAME, secret("v4")).id()).isEqualTo("4");
  }

  @Test
  void anOldVersionThatCannotBeDestroyedHarmsNoPut() {
    for (int i = 1; i <= 3; i++) {
      store.put(NAME, secret("v" + i));
    }
    refusesVersion("DestroySecretVersion", 1);

    assertThat(store.put(NAME, secret("v4")).id()).isEqualTo("4");
    assertThat(store.put(NAME, secret("v5")).id()).isEqualTo("5");
    assertThat(world.states())
        .containsExactly(
            State.ENABLED, State.ENABLED, State.ENABLED, State.DESTROYED, State.ENABLED);
  }

  @Test
  void anOldVersionThatIsDestroyedAlreadyHarmsNoPut() {
    for (int i = 1; i <= 3; i++) {
      store.put(NAME, secret("v" + i));
    }
    world.google.secrets().destroy(SECRET + "/versions/1", "");

    assertThat(store.put(NAME, secret("v4")).id()).isEqualTo("4");
  }

  @Test
  void aDeletedEntryIsDisabledTheNewestVersionLast() {
    for (int i = 1; i <= 3; i++) {
      store.put(NAME, secret("v" + i));
    }
    world.google.forgetCalls();

    store.delete(NAME);

    assertThat(world.google.calls("DisableSecretVersion"))
        .map(GcpCall::resource)
        .containsExactly(SECRET + "/versions/1", SECRET + "/versions/2", SECRET + "/versions/3");
    assertThat(world.states()).containsOnly(State.DISABLED);
    assertThat(world.google.calls("DeleteSecret")).isEmpty();
    assertThat(world.google.calls("DestroySecretVersion")).isEmpty();
  }

  @Test
  void aDeletionThatIsCutShortLeavesTheNewestVersionCurrent() {
    store.put(NAME, secret("one"));
    store.put(NAME, secret("two"));
    refusesVersion("DisableSecretVersion", 2);

    HalfturnException e = catchThrowableOfType(HalfturnException.class, () -> store.delete(NAME));

    assertThat(e.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
    assertThat(store.find(NAME)).map(StoredSecret::value).contains(secret("two"));
    assertThat(names(store)).containsExactly(NAME);

    world.google.refuses(call -> Optional.empty());
    store.delete(NAME);
    assertThat(store.find(NAME)).isEmpty();
    assertThat(names(store)).isEmpty();
  }

  @Test
  void aDeletionSeesToVersionsThatOthersChangeMeanwhile() {
    store.put(NAME, secret("one"));
    store.put(NAME, secret("two"));
    world.onceBefore(
        "DisableSecretVersion",
        () -> world.google.secrets().set(SECRET + "/versions/1", State.DISABLED, ""));

    store.delete(NAME);

    assertThat(world.states()).containsOnly(State.DISABLED);
  }

  @Test
  void aDeletionDestroysIfToldTo() {
    SecretManagerStore destroying = world.store("destroy-deleted", "true");
    destroying.put(NAME, secret("one"));
    destroying.put(NAME, secret("two"));

    destroying.delete(NAME);

    assertThat(world.states()).containsOnly(State.DESTROYED);
    assertThat(destroying.put(NAME, secret("three")).id()).isEqualTo("3");
    assertThat(names(destroying)).containsExactly(NAME);
  }

  @Test
  void aVersionThatSomebodyEnablesAgainInThatMomentIsNotDestroyed() {
    SecretManagerStore destroying = world.store("destroy-deleted", "true");
    destroying.put(NAME, secret("one"));
    world.onceBefore(
        "DestroySecretVersion",
        () -> world.google.secrets().set(SECRET + "/versions/1", State.ENABLED, ""));

    destroying.delete(NAME);

    assertThat(world.states()).containsExactly(State.ENABLED);
    assertThat(names(destroying)).containsExactly(NAME);
  }

  @Test
  void aPutThatADeletionOvertakesIsListedAllTheSame() {
    store.put(NAME, secret("one"));
    world.onceBefore("AddSecretVersion", () -> world.store().delete(NAME));

    store.put(NAME, secret("two"));

    assertThat(names(store)).containsExactly(NAME);
    assertThat(names(world.store())).containsExactly(NAME);
    assertThat(store.find(NAME)).map(StoredSecret::value).contains(secret("two"));

    store.put(NAME, secret("three"));
    assertThat(world.secret().getAnnotationsMap()).doesNotContainKey(Annotations.DELETED);
  }

  @Test
  void theMarkOfADeletionIsBelievedByWhoMayNotSeeMore() {
    store.put(NAME, secret("one"));
    store.delete(NAME);
    world.google.refuses("ListSecretVersions", new GcpError(Code.PERMISSION_DENIED, "no"));
    assertThat(names(store)).isEmpty();

    world.google.refuses("ListSecretVersions", new GcpError(Code.RESOURCE_EXHAUSTED, "no"));
    assertThat(catchThrowableOfType(HalfturnException.class, () -> names(store)).code())
        .isEqualTo(ErrorCode.RATE_LIMITED);
  }

  @Test
  void aDeletedEntryOfWhichAPersonEnablesAVersionIsListedAgain() {
    store.put(NAME, secret("one"));
    store.put(NAME, secret("two"));
    store.delete(NAME);
    world.google.secrets().set(SECRET + "/versions/1", State.ENABLED, "");

    assertThat(names(store)).containsExactly(NAME);
    assertThat(store.find(NAME)).map(StoredSecret::value).contains(secret("one"));
  }

  @Test
  void whatIsPutDuringADeletionStaysListed() {
    store.put(NAME, secret("one"));
    world.onceBefore(
        "UpdateSecret", () -> world.google.secrets().add(SECRET, secret("two").revealUtf8()));

    store.delete(NAME);

    assertThat(store.find(NAME)).map(StoredSecret::value).contains(secret("two"));
    assertThat(names(store)).containsExactly(NAME);
  }

  @Test
  void whoeverPutsADeletedEntryTakesItsMarkAway() {
    for (int i = 0; i < 2; i++) {
      store.put(NAME, secret("one"));
      store.delete(NAME);
      assertThat(world.secret().getAnnotationsMap()).containsKey(Annotations.DELETED);
      assertThat(names(store)).isEmpty();

      assertThat(store.putIfAbsent(NAME, secret("two"))).isPresent();
      assertThat(world.secret().getAnnotationsMap()).doesNotContainKey(Annotations.DELETED);
      assertThat(names(store)).containsExactly(NAME);
      store.delete(NAME);
    }
  }

  @Test
  void anExpiryIsAnAnnotationSetOnce() {
    store.put(NAME, secret("one"));
    world.google.forgetCalls();

    store.markExpiry(NAME, world.clock.instant().plus(Duration.ofDays(180)));
    store.markExpiry(NAME, world.clock.instant().plus(Duration.ofDays(180)));

    assertThat(world.google.calls("UpdateSecret")).hasSize(1);
    assertThat(world.secret().getAnnotationsMap())
        .containsEntry("halfturn-expires-at", "2026-08-28T12:00:00Z");

    store.delete(NAME);
    assertThat(world.secret().getAnnotationsMap()).doesNotContainKey("halfturn-expires-at");
  }

  @Test
  void whatOthersHaveSetOnASecretStays() {
    store.put(NAME, secret("one"));
    world
        .google
        .secrets()
        .update(
            world.secret().toBuilder()
                .clearEtag()
                .putAnnotations("theirs", "kept")
                .putLabels("team", "erp")
                .putVersionAliases("theirs", 1)
                .build(),
            List.of("annotations", "labels", "version_aliases"));

    store.markExpiry(NAME, world.clock.instant());
    store.putIfVersion(NAME, secret("two"), "1");
    store.delete(NAME);
    store.put(NAME, secret("three"));

    Secret left = world.secret();
    assertThat(left.getAnnotationsMap()).containsEntry("theirs", "kept");
    assertThat(left.getLabelsMap()).containsEntry("team", "erp");
    assertThat(left.getVersionAliasesMap()).containsEntry("theirs", 1L);
  }

  @Test
  void nothingIsEverGivenATimeAtWhichItIsDeleted() {
    store.put(NAME, secret("one"));
    store.putIfVersion(NAME, secret("two"), "1");
    store.markExpiry(NAME, world.clock.instant());
    store.delete(NAME);
    store.putIfAbsent(NAME, secret("three"));

    List<Secret> sent =
        Stream.concat(
                world.google.calls("CreateSecret").stream()
                    .map(call -> call.request(CreateSecretRequest.class).getSecret()),
                world.google.calls("UpdateSecret").stream()
                    .map(call -> call.request(UpdateSecretRequest.class).getSecret()))
            .toList();

    assertThat(sent).hasSizeGreaterThan(4);
    for (Secret one : sent) {
      assertThat(one.hasExpireTime() || one.hasTtl() || one.hasVersionDestroyTtl()).isFalse();
      assertThat(one.hasRotation()).isFalse();
    }
    for (GcpCall call : world.google.calls("UpdateSecret")) {
      assertThat(call.request(UpdateSecretRequest.class).getUpdateMask().getPathsList())
          .containsExactly("annotations");
    }
    world.clock.advance(Duration.ofDays(3650));
    assertThat(store.find(NAME)).isPresent();
  }

  @Test
  void aSecretIsMadeAsTheOptionsSay() {
    String key = "projects/p/locations/%s/keyRings/r/cryptoKeys/k";
    world
        .store(
            "replication", "europe-west3, europe-west4",
            "kms-key", key.formatted("europe-west4") + "," + key.formatted("europe-west3"),
            "labels", "team=erp, env=prod")
        .put(NAME, secret("one"));

    Secret made = world.secret();
    assertThat(made.getLabelsMap()).containsEntry("team", "erp").containsEntry("env", "prod");
    assertThat(made.getReplication().getUserManaged().getReplicasList())
        .map(
            replica ->
                replica.getLocation()
                    + " "
                    + replica.getCustomerManagedEncryption().getKmsKeyName())
        .containsExactly(
            "europe-west3 " + key.formatted("europe-west3"),
            "europe-west4 " + key.formatted("europe-west4"));
  }

  @Test
  void anAutomaticSecretHasAGlobalKeyAndARegionalOneItsOwn() {
    String key = "projects/p/locations/%s/keyRings/r/cryptoKeys/k";
    world.store("kms-key", key.formatted("global")).putIfAbsent(NAME, secret("one"));
    world
        .store("location", "europe-west3", "kms-key", key.formatted("europe-west3"))
        .put(NAME, secret("one"));

    assertThat(
            world
                .secret()
                .getReplication()
                .getAutomatic()
                .getCustomerManagedEncryption()
                .getKmsKeyName())
        .isEqualTo(key.formatted("global"));
    assertThat(
            world
                .google
                .secrets()
                .get(SECRET.replace("/secrets/", "/locations/europe-west3/secrets/"))
                .getCustomerManagedEncryption()
                .getKmsKeyName())
        .isEqualTo(key.formatted("europe-west3"));
  }

  @Test
  void whatIsTooLongIsRefusedBeforeAnyCall() {
    SecretValue longest = SecretValue.of(new byte[64 * 1024]);
    SecretValue longer = SecretValue.of(new byte[64 * 1024 + 1]);
    store.put(NAME, longest);
    world.google.forgetCalls();

    for (Runnable put :
        List.<Runnable>of(
            () -> store.put(NAME, longer),
            () -> store.putIfAbsent(NAME, longer),
            () -> store.putIfVersion(NAME, longer, "1"))) {
      assertThat(catchThrowableOfType(HalfturnException.class, put::run).code())
          .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    }
    assertThat(world.calls()).isEmpty();
    assertThat(store.find(NAME)).map(StoredSecret::value).contains(longest);
  }

  @Test
  void aSecretThatCannotBeMadeIsTold() {
    world.google.refuses("CreateSecret", new GcpError(Code.PERMISSION_DENIED, "no"));

    assertThat(
            catchThrowableOfType(HalfturnException.class, () -> store.put(NAME, secret("x")))
                .code())
        .isEqualTo(ErrorCode.PERMISSION_DENIED);
    assertThat(
            catchThrowableOfType(
                    HalfturnException.class, () -> store.putIfAbsent(NAME, secret("x")))
                .code())
        .isEqualTo(ErrorCode.PERMISSION_DENIED);
  }
}
