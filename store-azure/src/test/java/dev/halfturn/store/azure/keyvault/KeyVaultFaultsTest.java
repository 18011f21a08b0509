// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import static dev.halfturn.testbed.azure.VaultOperation.GET_SECRET;
import static dev.halfturn.testbed.azure.VaultOperation.SET_SECRET;
import static dev.halfturn.testbed.azure.VaultOperation.UPDATE_SECRET;
import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.testbed.aws.FaultProxy;
import dev.halfturn.testbed.azure.VaultErrors;
import dev.halfturn.testbed.azure.VaultFault;
import dev.halfturn.testbed.azure.VaultFault.Kind;
import dev.halfturn.testbed.azure.VaultOperation;
import dev.halfturn.testbed.azure.VaultReply;
import dev.halfturn.testbed.azure.VaultRight;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyVaultFaultsTest {

  private static final SecretName NAME = new SecretName("erp/lwa/clientsecret");
  private static final String RAW = "erp--lwa--clientsecret";

  /** So short that nothing is repeated. */
  private static final String[] AT_ONCE = {"timeout", "400ms"};

  private final VaultWorld world = new VaultWorld();

  @AfterEach
  void stop() {
    world.close();
  }

  private static HalfturnException failure(Runnable call) {
    return catchThrowableOfType(HalfturnException.class, call::run);
  }

  private int versions() {
    return world.vault.secrets().versions(RAW).size();
  }

  private long puts() {
    return world.vault.operations().stream().filter(SET_SECRET::equals).count();
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"ANSWER_LOST", "ANSWER_CUT"})
  void aPutWhoseAnswerIsLostIsFoundAndNeverWrittenAgain(Kind kind) {
    KeyVaultSecretStore store = world.store();
    store.put(NAME, secret("one"));
    world.vault.forgetRequests();
    world.vault.once(SET_SECRET, VaultFault.of(kind));

    String id = store.put(NAME, secret("two")).id();

    assertThat(puts()).isEqualTo(1);
    assertThat(world.vault.secrets().values(RAW))
        .containsExactly(secret("one").revealUtf8(), secret("two").revealUtf8());
    assertThat(store.find(NAME))
        .hasValueSatisfying(
            found -> {
              assertThat(found.version().id()).isEqualTo(id);
              assertThat(found.value()).isEqualTo(secret("two"));
            });
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"LATE", "ANSWER_LOST", "ANSWER_CUT"})
  void whoIsToldToStopDuringAPutStillLearnsThatItWasMade(Kind kind) {
    Thread writer = Thread.currentThread();
    world.vault.faults(
        request -> {
          if (request.is(SET_SECRET)) {
            writer.interrupt();
            return Optional.of(VaultFault.of(kind));
          }
          return Optional.empty();
        });

    String id = world.store().put(NAME, secret("one")).id();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(id).isEqualTo(VersionId.of(world.vault.secrets().current(RAW).id()));
    assertThat(puts()).isEqualTo(1);
  }

  @Test
  void ofAPutThatWasInterruptedAndIsNotFoundNothingIsCertain() {
    Thread writer = Thread.currentThread();
    world.vault.faults(
        request -> {
          if (request.is(SET_SECRET)) {
            writer.interrupt();
            return Optional.of(VaultFault.of(Kind.REQUEST_LOST));
          }
          return Optional.empty();
        });

    HalfturnException failure = failure(() -> world.store().put(NAME, secret("one")));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure.reason()).isEqualTo("DURABILITY_UNKNOWN");
    assertThat(world.waited()).isEqualTo(Duration.ofMillis(600));
  }

  @Test
  void whoWasToldToStopBeforeAPutWritesNothing() {
    KeyVaultSecretStore store = world.store();
    Thread.currentThread().interrupt();

    HalfturnException failure = failure(() -> store.put(NAME, secret("one")));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure.reason()).isEqualTo("INTERRUPTED");
    assertThat(world.vault.requests()).isEmpty();
  }

  @Test
  void aLostVersionIsFoundBelowWhatOthersHaveWrittenOnTop() {
    world.vault.faults(
        request -> {
          if (request.is(GET_SECRET) && versions() == 1) {
            world.vault.secrets().set(RAW, secret("theirs").revealUtf8());
          }
          return request.is(SET_SECRET)
              ? Optional.of(VaultFault.of(Kind.ANSWER_LOST))
              : Optional.empty();
        });

    String id = world.store().put(NAME, secret("ours")).id();

    assertThat(id).isEqualTo(VersionId.of(world.vault.secrets().versions(RAW).get(0).id()));
    assertThat(versions()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503})
  void aPutThatMayOrMayNotHaveBeenMadeIsNotCertain(int status) {
    world.vault.always(SET_SECRET, VaultFault.refused(VaultErrors.outOfOrder(status)));

    HalfturnException failure = failure(() -> world.store().put(NAME, secret("one")));

    assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(failure.reason()).isEqualTo("DURABILITY_UNKNOWN");
    assertThat(failure)
        .hasMessage(
            "store 'azure-key-vault' was given 'erp/lwa/clientsecret', but it is not certain that"
                + " Key Vault keeps it");
    assertThat(failure.hint()).isPresent();
    assertThat(puts()).isEqualTo(1);
    assertThat(world.waited()).isEqualTo(Duration.ofMillis(600));
  }

  @Test
  void aPutThatDidNotArriveIsNotCertainEither() {
    world.vault.once(SET_SECRET, VaultFault.of(Kind.REQUEST_LOST));

    HalfturnException failure = failure(() -> world.store().put(NAME, secret("one")));

    assertThat(failure.reason()).isEqualTo("DURABILITY_UNKNOWN");
    assertThat(versions()).isZero();
    assertThat(puts()).isEqualTo(1);
  }

  @Test
  void whatCannotBeReadBackIsNotCertain() {
    world.vault.always(GET_SECRET, VaultFault.refused(VaultErrors.notAllowed(VaultRight.GET)));

    HalfturnException failure = failure(() -> world.store().put(NAME, secret("one")));

    assertThat(failure.reason()).isEqualTo("DURABILITY_UNKNOWN");
    assertThat(failure.hint().orElseThrow()).contains("halfturn store policy");
    assertThat(versions()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"not found", "another value"})
  void whatIsReadBackMustBeWhatWasWritten(String answer) {
    VaultReply reply =
        answer.equals("not found")
            ? VaultErrors.notFound(RAW)
            : VaultReply.json(
                200,
                Map.of(
                    "value",
                    "other",
                    "id",
                    "https://x.vault.azure.net/secrets/" + RAW + "/" + "a".repeat(32),
                    "attributes",
                    Map.of("enabled", true, "created", 1)));
    world.vault.always(GET_SECRET, VaultFault.refused(reply));

    HalfturnException failure = failure(() -> world.store().put(NAME, secret("one")));

    assertThat(failure.reason()).isEqualTo("DURABILITY_UNKNOWN");
    assertThat(world.waited()).isEqualTo(Duration.ofMillis(600));
  }

  @Test
  void aPutThatIsRefusedForItsRateIsMadeWhenTheVaultWants() {
    world.vault.once(SET_SECRET, VaultFault.refused(VaultErrors.throttled(1)));
    long before = System.nanoTime();

    world.store().put(NAME, secret("one"));

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(900));
    assertThat(versions()).isEqualTo(1);
  }

  @Test
  void aReadWaitsNoLongerThanItMay() {
    world.store().put(NAME, secret("one"));
    world.vault.forgetRequests();
    world.vault.always(GET_SECRET, VaultFault.refused(VaultErrors.throttled(30)));

    HalfturnException failure = failure(() -> world.store(AT_ONCE).find(NAME));

    assertThat(failure.code()).isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(world.vault.operations()).containsExactly(GET_SECRET);
  }

  @Test
  void aReadIsRepeated() {
    world.store().put(NAME, secret("one"));
    world.vault.once(GET_SECRET, VaultFault.of(Kind.ANSWER_LOST));

    assertThat(world.store().find(NAME)).map(StoredSecret::value).contains(secret("one"));
  }

  @ParameterizedTest
  @CsvSource({
    "GET_SECRET, GET",
    "GET_SECRETS, READ_METADATA",
    "GET_SECRET_VERSIONS, READ_METADATA",
    "SET_SECRET, SET",
    "UPDATE_SECRET, UPDATE"
  })
  void aMissingRightIsNamedAsSuchAndIsNoAbsence(VaultOperation operation, VaultRight right) {
    KeyVaultSecretStore store = world.store();
    store.put(NAME, secret("one"));
    world.vault.denies(right);

    HalfturnException failure =
        failure(
            () -> {
              switch (operation) {
                case GET_SECRET -> store.find(NAME);
                case GET_SECRETS -> store.names("").close();
                case GET_SECRET_VERSIONS -> store.versions(NAME);
                case SET_SECRET -> store.put(NAME, secret("two"));
                default -> store.markExpiry(NAME, world.clock.instant());
              }
            });

    assertThat(failure.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
    assertThat(failure).hasMessageEndingWith("ForbiddenByRbac").hasNoCause();
    assertThat(failure.hint().orElseThrow()).contains("halfturn store policy");
    assertThat(versions()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ForbiddenByFirewall", "ForbiddenByRbac", "AccessDenied"})
  void aRefusalIsKnownByItsNameAndNotByItsStatus(String inner) {
    world.vault.always(
        GET_SECRET,
        VaultFault.refused(
            VaultReply.json(
                403,
                Map.of(
                    "error",
                    Map.of(
                        "code",
                        "Forbidden",
                        "message",
                        "Operation get is not allowed on a disabled secret.",
                        "innererror",
                        Map.of("code", inner))))));

    HalfturnException failure = failure(() -> world.store().find(NAME));

    assertThat(failure.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
    assertThat(failure).hasMessage("Key Vault refused store 'azure-key-vault': " + inner);
  }

  @Test
  void nothingOfTheServicesTextIsQuoted() {
    world.vault.always(
        SET_SECRET,
        VaultFault.refused(
            VaultReply.json(
                400,
                Map.of(
                    "error",
                    Map.of("code", "BadParameter", "message", secret("one").revealUtf8())))));

    HalfturnException failure = failure(() -> world.store().put(NAME, secret("one")));

    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(failure).hasMessage("Key Vault refused store 'azure-key-vault': BadParameter");
  }

  @Test
  void anEmptyListOfVersionsIsAnAbsentEntryToo() {
    world.vault.always(
        VaultOperation.GET_SECRET_VERSIONS,
        VaultFault.refused(VaultReply.json(200, Map.of("value", java.util.List.of()))));

    assertThat(world.store().versions(NAME)).isEmpty();
  }

  @Test
  void aSlowVaultIsWaitedForNoLongerThanItMay() {
    world.store().put(NAME, secret("one"));
    world.vault.always(GET_SECRET, VaultFault.late(Duration.ofSeconds(20)));
    long before = System.nanoTime();

    HalfturnException failure = failure(() -> world.store(AT_ONCE).find(NAME));

    assertThat(failure.code()).isEqualTo(ErrorCode.TIMEOUT);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void aPutThatGetsNoAnswerInTimeIsFoundWhenTheVaultSpeaksAgain() {
    world.vault.once(SET_SECRET, VaultFault.late(Duration.ofSeconds(20)));

    world.store("timeout", "1s").put(NAME, secret("one"));

    assertThat(puts()).isEqualTo(1);
    assertThat(versions()).isEqualTo(1);
  }

  @Test
  void aNetworkThatSwallowsEverythingIsATimeout() {
    world.network.plan(connection -> FaultProxy.Fault.BLACK_HOLE);

    HalfturnException failure = failure(() -> world.distantStore(AT_ONCE).find(NAME));

    assertThat(failure.code()).isEqualTo(ErrorCode.TIMEOUT);
  }

  @Test
  void aNetworkThatRefusesIsUnavailable() {
    world.network.plan(connection -> FaultProxy.Fault.REFUSED);

    HalfturnException failure = failure(() -> world.distantStore(AT_ONCE).find(NAME));

    assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
  }

  @Test
  void aMarkWhoseAnswerIsLostCanBeMadeAgain() {
    KeyVaultSecretStore store = world.store(AT_ONCE);
    store.put(NAME, secret("one"));
    world.vault.once(UPDATE_SECRET, VaultFault.of(Kind.ANSWER_LOST));

    assertThat(failure(() -> store.markExpiry(NAME, world.clock.instant())).code())
        .isEqualTo(ErrorCode.UNAVAILABLE);
    store.markExpiry(NAME, world.clock.instant());

    assertThat(world.vault.secrets().current(RAW).attributes().expires())
        .contains(world.clock.instant());
  }

  @Test
  void noFaultEverMakesTwoVersionsOfOnePut() {
    AtomicInteger number = new AtomicInteger();
    Kind[] kinds = {Kind.ANSWER_LOST, Kind.ANSWER_CUT, Kind.REQUEST_LOST};
    world.vault.faults(
        request ->
            request.is(SET_SECRET) && number.getAndIncrement() % 2 == 0
                ? Optional.of(VaultFault.of(kinds[number.get() % kinds.length]))
                : Optional.empty());
    KeyVaultSecretStore store = world.store();
    int acknowledged = 0;
    for (int i = 0; i < 24; i++) {
      try {
        store.put(NAME, secret("v" + i));
        acknowledged++;
      } catch (HalfturnException e) {
        assertThat(e.reason()).isEqualTo("DURABILITY_UNKNOWN");
      }
    }

    assertThat(world.vault.secrets().values(RAW)).hasSize(acknowledged).doesNotHaveDuplicates();
    assertThat(puts()).isEqualTo(24);
  }
}
