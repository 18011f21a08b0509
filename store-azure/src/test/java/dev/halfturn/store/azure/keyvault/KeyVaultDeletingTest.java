// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import static dev.halfturn.testbed.azure.VaultOperation.DELETE_SECRET;
import static dev.halfturn.testbed.azure.VaultOperation.GET_SECRET;
import static dev.halfturn.testbed.azure.VaultOperation.GET_SECRETS;
import static dev.halfturn.testbed.azure.VaultOperation.GET_SECRET_VERSIONS;
import static dev.halfturn.testbed.azure.VaultOperation.PURGE_DELETED_SECRET;
import static dev.halfturn.testbed.azure.VaultOperation.SET_SECRET;
import static dev.halfturn.testbed.azure.VaultOperation.UPDATE_SECRET;
import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.store.azure.policy.VaultRights;
import dev.halfturn.testbed.azure.VaultErrors;
import dev.halfturn.testbed.azure.VaultFault;
import dev.halfturn.testbed.azure.VaultRequest;
import dev.halfturn.testbed.azure.VaultRight;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyVaultDeletingTest {

  private static final SecretName NAME = new SecretName("erp/lwa/clientsecret");
  private static final String RAW = "erp--lwa--clientsecret";

  private final VaultWorld world = new VaultWorld();
  private final KeyVaultSecretStore store = world.store();

  @AfterEach
  void stop() {
    world.close();
  }

  private void putThree() {
    for (String label : List.of("one", "two", "three")) {
      store.put(NAME, secret(label));
    }
    world.vault.forgetRequests();
  }

  private List<SecretName> names() {
    try (Stream<SecretName> names = store.names("")) {
      return names.toList();
    }
  }

  @Test
  void deletingDisablesTheOldestFirstAndTheCurrentOneLast() {
    putThree();
    List<String> oldestFirst =
        world.vault.secrets().versions(RAW).stream().map(one -> one.id()).toList();

    store.delete(NAME);

    assertThat(world.vault.requests())
        .filteredOn(request -> request.is(UPDATE_SECRET))
        .extracting(VaultRequest::path)
        .extracting(path -> path.substring(path.lastIndexOf('/') + 1))
        .isEqualTo(oldestFirst);
    assertThat(world.vault.operations()).doesNotContain(DELETE_SECRET, PURGE_DELETED_SECRET);
    assertThat(store.find(NAME)).isEmpty();
    assertThat(store.versions(NAME)).isEmpty();
    assertThat(names()).isEmpty();
  }

  @Test
  void removingTakesTheRightsOfARotatorAlone() {
    putThree();
    world.vault.allows(
        Arrays.stream(VaultRight.values())
            .filter(right -> VaultRights.ROTATOR.contains(right.dataAction()))
            .collect(Collectors.toSet()));

    store.delete(NAME);

    assertThat(store.find(NAME)).isEmpty();
    assertThat(names()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void whenItEndsInBetweenNoOlderValueBecomesTheCurrentOne(int done) {
    putThree();
    AtomicInteger updates = new AtomicInteger();
    world.vault.faults(
        request ->
            request.is(UPDATE_SECRET) && updates.getAndIncrement() >= done
                ? Optional.of(VaultFault.refused(VaultErrors.outOfOrder(500)))
                : Optional.empty());

    HalfturnException failure =
        catchThrowableOfType(HalfturnException.class, () -> store.delete(NAME));

    assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    world.vault.noFaults();
    assertThat(store.find(NAME)).map(StoredSecret::value).contains(secret("three"));
    assertThat(store.versions(NAME)).hasSize(3 - done);

    store.delete(NAME);
    assertThat(store.find(NAME)).isEmpty();
  }

  @Test
  void theValuesCanBeBroughtBackByAPerson() {
    putThree();
    store.delete(NAME);

    world.vault.secrets().enable(RAW, world.vault.secrets().current(RAW).id(), true);

    assertThat(store.find(NAME)).map(StoredSecret::value).contains(secret("three"));
    assertThat(names()).containsExactly(NAME);
  }

  @Test
  void theNewestEnabledVersionIsCurrentWhenAPersonHasDisabledANewerOne() {
    putThree();
    String two = store.versions(NAME).get(1).id();

    world.vault.secrets().enable(RAW, world.vault.secrets().current(RAW).id(), false);

    assertThat(store.find(NAME)).map(StoredSecret::value).contains(secret("two"));
    assertThat(store.find(NAME)).map(found -> found.version().id()).contains(two);
    assertThat(store.versions(NAME)).hasSize(2);
    assertThat(store.versions(NAME).get(0).id()).isEqualTo(two);
    assertThat(names()).containsExactly(NAME);
  }

  @Test
  void aVersionThatIsDisabledBetweenTwoCallsIsPassedOver() {
    putThree();
    world.vault.secrets().enable(RAW, world.vault.secrets().current(RAW).id(), false);
    String two = world.vault.secrets().versions(RAW).get(1).id();
    world.before(GET_SECRET, 1, () -> world.vault.secrets().enable(RAW, two, false));

    assertThat(store.find(NAME)).map(StoredSecret::value).contains(secret("one"));
  }

  @Test
  void aListIsOneCallForATwentyFifthOfTheSecretsAndOneForEachDisabledOne() {
    for (int i = 0; i < 30; i++) {
      store.put(new SecretName("erp/s" + i), secret("one"));
    }
    store.delete(new SecretName("erp/s0"));
    world.vault.forgetRequests();

    assertThat(names()).hasSize(29);
    assertThat(world.vault.operations())
        .containsExactlyInAnyOrder(GET_SECRETS, GET_SECRETS, GET_SECRET_VERSIONS);
  }

  @Test
  void whatSomebodyElseHasDeletedIsNotThere() {
    putThree();
    String id = store.versions(NAME).get(0).id();

    world.vault.secrets().delete(RAW);

    assertThat(store.find(NAME)).isEmpty();
    assertThat(store.find(NAME, id)).isEmpty();
    assertThat(store.versions(NAME)).isEmpty();
    assertThat(names()).isEmpty();
    store.delete(NAME);
    assertThat(world.vault.secrets().isDeleted(RAW)).isTrue();
  }

  @Test
  void aPutRecoversWhatSomebodyElseHasDeletedAndNeverPurges() {
    putThree();
    world.vault.secrets().passing(2);
    world.vault.secrets().delete(RAW);

    store.put(NAME, secret("four"));

    assertThat(store.find(NAME)).map(StoredSecret::value).contains(secret("four"));
    assertThat(world.vault.secrets().versions(RAW)).hasSize(4);
    assertThat(world.vault.operations()).doesNotContain(PURGE_DELETED_SECRET);
    assertThat(world.pauses).isNotEmpty();
  }

  @Test
  void withoutTheRightToRecoverTheNextStepIsNamed() {
    putThree();
    world.vault.secrets().delete(RAW);
    world.vault.denies(VaultRight.RECOVER);

    HalfturnException failure =
        catchThrowableOfType(HalfturnException.class, () -> store.put(NAME, secret("four")));

    assertThat(failure.code()).isEqualTo(ErrorCode.CONFLICT);
    assertThat(failure)
        .hasMessage(
            "the secret of 'erp/lwa/clientsecret' was deleted by somebody, and may not be recovered"
                + " with these rights");
    assertThat(failure.hint())
        .contains(
            "az keyvault secret recover --vault-name localhost --name erp--lwa--clientsecret");
    assertThat(world.vault.secrets().isDeleted(RAW)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ObjectIsBeingDeleted", "ObjectIsBeingRecovered", "ObjectIsDeletedButRecoverable"})
  void whatDoesNotComeBackInTimeIsWaitedForNoLonger(String state) {
    putThree();
    world.vault.secrets().passing(1000);
    if (state.equals("ObjectIsDeletedButRecoverable")) {
      world.vault.always(SET_SECRET, VaultFault.refused(VaultErrors.conflict(RAW, state)));
    } else if (state.equals("ObjectIsBeingDeleted")) {
      world.vault.secrets().delete(RAW);
    } else {
      world.vault.always(
          SET_SECRET, VaultFault.refused(VaultErrors.conflict(RAW, "ObjectIsBeingRecovered")));
    }

    HalfturnException failure =
        catchThrowableOfType(HalfturnException.class, () -> store.put(NAME, secret("four")));

    assertThat(failure.code()).isEqualTo(ErrorCode.CONFLICT);
    assertThat(failure).hasMessageContaining("does not come back in time");
    assertThat(failure.hint().orElseThrow()).contains("az keyvault secret recover");
    assertThat(world.waited().toSeconds()).isBetween(10L, 20L);
  }
}
