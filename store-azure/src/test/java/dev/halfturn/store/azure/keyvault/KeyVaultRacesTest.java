// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import static dev.halfturn.testbed.azure.VaultOperation.GET_SECRET;
import static dev.halfturn.testbed.azure.VaultOperation.GET_SECRET_VERSIONS;
import static dev.halfturn.testbed.azure.VaultOperation.SET_SECRET;
import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import com.azure.security.keyvault.secrets.models.KeyVaultSecret;
import com.azure.security.keyvault.secrets.models.SecretProperties;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.testbed.azure.VaultErrors;
import dev.halfturn.testbed.azure.VaultFault;
import dev.halfturn.testbed.azure.VaultOperation;
import dev.halfturn.testbed.azure.VaultVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyVaultRacesTest {

  private static final SecretName RECORD = new SecretName("erp/lwa/clientsecret/rotation");
  private static final String RAW = "erp--lwa--clientsecret--rotation";

  private static final SecretName INBOX = new SecretName("erp/lwa/clientsecret/inbox");

  private final VaultWorld world = new VaultWorld();
  private final List<Optional<SecretVersion>> others = new ArrayList<>();
  private final KeyVaultSecretStore store = world.store();
  private String one;

  @BeforeEach
  void begin() {
    one = store.put(RECORD, secret("one")).id();
    world.vault.forgetRequests();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  /** Another process that has read the same version too. */
  private void anotherRaces(String label) {
    others.add(world.store().putUnlessOvertaken(RECORD, secret(label), Optional.of(one)));
  }

  private void aPersonWrites() {
    world.vault.secrets().set(RAW, secret("theirs").revealUtf8());
  }

  private void assertCurrent(String label) {
    assertThat(store.find(RECORD)).map(StoredSecret::value).contains(secret(label));
  }

  @Test
  void withoutARaceItIsOneVersion() {
    assertThat(store.putUnlessOvertaken(RECORD, secret("two"), Optional.of(one))).isPresent();

    assertThat(world.vault.operations())
        .containsExactly(
            GET_SECRET_VERSIONS, GET_SECRET, SET_SECRET, GET_SECRET, GET_SECRET_VERSIONS);
  }

  @Test
  void whoIsSeenToBeTooLateWritesNothing() {
    aPersonWrites();

    assertThat(store.putUnlessOvertaken(RECORD, secret("two"), Optional.of(one))).isEmpty();
    assertThat(world.vault.operations()).containsExactly(GET_SECRET_VERSIONS, GET_SECRET);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void whatAPersonWritesInBetweenIsPutBack(int secondsLater) {
    world.clock.advance(Duration.ofSeconds(secondsLater));
    world.before(SET_SECRET, 0, this::aPersonWrites);

    assertThat(store.putUnlessOvertaken(RECORD, secret("ours"), Optional.of(one))).isEmpty();

    assertThat(world.vault.secrets().values(RAW))
        .containsExactly(
            secret("one").revealUtf8(),
            secret("theirs").revealUtf8(),
            secret("ours").revealUtf8(),
            secret("theirs").revealUtf8());
  }

  @Test
  void whatIsWrittenOnTopAfterwardsIsLeftThere() {
    world.before(GET_SECRET_VERSIONS, 1, this::aPersonWrites);

    assertThat(store.putUnlessOvertaken(RECORD, secret("ours"), Optional.of(one))).isPresent();

    assertCurrent("theirs");
    assertThat(world.vault.secrets().versions(RAW)).hasSize(3);
  }

  @Test
  void ofTwoRacersOfOneSecondTheFirstWinsThoughItsTagIsTheLaterOne() {
    world.before(SET_SECRET, 0, () -> anotherRaces("first"));

    assertThat(store.putUnlessOvertaken(RECORD, secret("second"), Optional.of(one))).isEmpty();

    assertThat(others).hasSize(1).allSatisfy(other -> assertThat(other).isPresent());
    assertCurrent("first");
  }

  @Test
  void ofTwoThatFindNoEntryTheFirstCreatesItAndTheSecondIsTold() {
    world.before(
        SET_SECRET,
        0,
        () ->
            others.add(world.store().putUnlessOvertaken(INBOX, secret("first"), Optional.empty())));

    assertThat(store.putUnlessOvertaken(INBOX, secret("second"), Optional.empty())).isEmpty();

    assertThat(others).hasSize(1).allSatisfy(other -> assertThat(other).isPresent());
    assertThat(store.find(INBOX)).map(StoredSecret::value).contains(secret("first"));
  }

  @Test
  void whoExpectsNoneWhereThereIsOneWritesNothing() {
    assertThat(store.putUnlessOvertaken(RECORD, secret("two"), Optional.empty())).isEmpty();

    assertThat(world.vault.operations()).containsExactly(GET_SECRET_VERSIONS, GET_SECRET);
  }

  @Test
  void whatCameBackWithADeletedSecretIsNoRival() {
    world.vault.secrets().delete(RAW);
    world.clock.advance(Duration.ofDays(2));

    assertThat(store.putUnlessOvertaken(RECORD, secret("two"), Optional.empty())).isPresent();

    assertCurrent("two");
    assertThat(world.vault.secrets().versions(RAW)).hasSize(2);
  }

  @Test
  void whatCameBackWithADeletedSecretAndIsNotADayOldMayBeARivals() {
    world.vault.secrets().delete(RAW);
    world.clock.advance(Duration.ofHours(23));

    assertThat(store.putUnlessOvertaken(RECORD, secret("two"), Optional.empty())).isEmpty();

    assertCurrent("one");
  }

  @Test
  void whoFollowsTheWinnerIsNotUndoneByAStraggler() {
    world.before(
        SET_SECRET,
        0,
        () -> {
          KeyVaultSecretStore other = world.store();
          String two =
              other.putUnlessOvertaken(RECORD, secret("two"), Optional.of(one)).orElseThrow().id();
          world.clock.advance(Duration.ofSeconds(1));
          others.add(other.putUnlessOvertaken(RECORD, secret("three"), Optional.of(two)));
        });

    assertThat(store.putUnlessOvertaken(RECORD, secret("straggler"), Optional.of(one))).isEmpty();

    assertThat(others).allSatisfy(other -> assertThat(other).isPresent());
    assertCurrent("three");
  }

  @Test
  void ofThreeNobodyWinsWhoCannotProveThatItWasFirst() {
    world.before(
        GET_SECRET_VERSIONS,
        1,
        () -> {
          aPersonWrites();
          aPersonWrites();
        });

    assertThat(store.putUnlessOvertaken(RECORD, secret("ours"), Optional.of(one))).isEmpty();

    assertCurrent("theirs");
  }

  @Test
  void whatALoserPutBackCanBeReplacedLikeAnyOther() {
    world.before(SET_SECRET, 0, () -> anotherRaces("first"));
    store.putUnlessOvertaken(RECORD, secret("second"), Optional.of(one));

    String current = store.find(RECORD).orElseThrow().version().id();
    assertThat(store.putUnlessOvertaken(RECORD, secret("next"), Optional.of(current))).isPresent();
    assertCurrent("next");
  }

  /** From that request of its kind on nobody is answered. */
  private void throttledFrom(VaultOperation operation, int number, Runnable duringTheWrite) {
    AtomicInteger seen = new AtomicInteger();
    AtomicBoolean written = new AtomicBoolean();
    world.vault.faults(
        request -> {
          if (request.is(SET_SECRET) && written.compareAndSet(false, true)) {
            duringTheWrite.run();
          }
          return request.is(operation) && seen.getAndIncrement() >= number
              ? Optional.of(VaultFault.refused(VaultErrors.throttled(60)))
              : Optional.empty();
        });
  }

  private void assertUncertain(String label) {
    assertThatThrownBy(() -> store.putUnlessOvertaken(RECORD, secret(label), Optional.of(one)))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            failure -> {
              assertThat(failure.reason()).isEqualTo("DURABILITY_UNKNOWN");
              assertThat(failure.hint().orElseThrow()).contains("look whether it is there");
            });
  }

  @ParameterizedTest
  @CsvSource({"GET_SECRET_VERSIONS, 1", "GET_SECRET, 1"})
  void whatFailsBehindTheWriteLeavesOpenWhoWasFirst(VaultOperation operation, int number) {
    throttledFrom(operation, number, () -> {});

    assertUncertain("two");

    assertThat(world.vault.secrets().versions(RAW)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"GET_SECRET, 2", "GET_SECRET, 3", "SET_SECRET, 1"})
  void whatCannotBePutBackLeavesOpenWhoWasFirst(VaultOperation operation, int number) {
    throttledFrom(operation, number, this::aPersonWrites);

    assertUncertain("ours");

    assertThat(world.vault.secrets().current(RAW).value()).isEqualTo(secret("ours").revealUtf8());
  }

  @ParameterizedTest
  @CsvSource({"GET_SECRET_VERSIONS, 0", "GET_SECRET, 0", "SET_SECRET, 0"})
  void whatFailsBeforeTheWriteIsAPlainFailure(VaultOperation operation, int number) {
    throttledFrom(operation, number, () -> {});

    assertThatThrownBy(() -> store.putUnlessOvertaken(RECORD, secret("two"), Optional.of(one)))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.RATE_LIMITED));
  }

  @Test
  void whoIsToldToStopDuringTheWriteStillLearnsWhoWasFirst() {
    Thread writer = Thread.currentThread();
    world.before(SET_SECRET, 0, writer::interrupt);

    Optional<SecretVersion> made =
        store.putUnlessOvertaken(RECORD, secret("two"), Optional.of(one));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(made).isPresent();
  }

  @Test
  void whatAPersonHasDisabledAgainIsNoRival() {
    world.before(
        SET_SECRET,
        0,
        () -> {
          aPersonWrites();
          disable(1);
        });

    assertThat(store.putUnlessOvertaken(RECORD, secret("ours"), Optional.of(one))).isPresent();

    assertCurrent("ours");
  }

  @Test
  void aRivalThatGoesBeforeItIsPutBackLeavesOpenWhoWasFirst() {
    AtomicInteger gets = new AtomicInteger();
    world.vault.faults(
        request -> {
          if (request.is(SET_SECRET)) {
            aPersonWrites();
          }
          if (request.is(GET_SECRET) && gets.getAndIncrement() == 3) {
            disable(1);
          }
          return Optional.empty();
        });

    assertUncertain("ours");
  }

  @Test
  void whatTheNetworkHasMadeTwiceIsNoRival() {
    SecretClient network =
        VaultAccess.to(world.vault)
            .apply(
                new SecretClientBuilder()
                    .vaultUrl(world.vault.endpoint().toString())
                    .disableChallengeResourceVerification())
            .buildClient();
    AtomicInteger lists = new AtomicInteger();
    world.vault.faults(
        request -> {
          if (request.is(GET_SECRET_VERSIONS) && lists.getAndIncrement() == 1) {
            VaultVersion ours = world.vault.secrets().current(RAW);
            network.setSecret(
                new KeyVaultSecret(RAW, ours.value())
                    .setProperties(new SecretProperties().setTags(ours.tags())));
            aPersonWrites();
          }
          return Optional.empty();
        });

    assertThat(store.putUnlessOvertaken(RECORD, secret("ours"), Optional.of(one))).isPresent();

    assertCurrent("theirs");
  }

  private void disable(int number) {
    String version = world.vault.secrets().versions(RAW).get(number).id();
    world.vault.secrets().enable(RAW, version, false);
  }
}
