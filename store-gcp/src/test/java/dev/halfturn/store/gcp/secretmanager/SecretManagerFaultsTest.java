// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import static dev.halfturn.store.gcp.secretmanager.SecretManagerWorld.SECRET;
import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponseException;
import com.google.api.gax.httpjson.HttpJsonStatusCode;
import com.google.api.gax.rpc.ApiException;
import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.cloud.secretmanager.v1.SecretVersion.State;
import com.google.rpc.Code;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.store.gcp.secretmanager.SecretManagerCalls.Payload;
import dev.halfturn.testbed.aws.FaultProxy.Fault;
import dev.halfturn.testbed.gcp.GcpError;
import dev.halfturn.testkit.Canaries;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SecretManagerFaultsTest {

  private static final SecretName NAME = new SecretName("erp/lwa/clientsecret");

  private final SecretManagerWorld world = new SecretManagerWorld();

  @AfterEach
  void stop() {
    world.close();
  }

  private static HalfturnException failure(Runnable call) {
    return catchThrowableOfType(HalfturnException.class, call::run);
  }

  /**
   * One request is one connection: 0 and 1 of a put look at the secret, 2 adds the version. A
   * connection that is refused before the first line is sent may be tried again by the JDK, so that
   * it takes two; what is refused beyond that is repeated by the store.
   */
  private void failsAtRequest(int number, Fault fault) {
    int last = fault == Fault.REFUSED ? number + 1 : number;
    world.network.plan(
        connection -> connection >= number && connection <= last ? fault : Fault.NONE);
  }

  /** Refuses some calls of a method, from the first on. */
  private void refuses(String method, int times, Code code) {
    AtomicInteger left = new AtomicInteger(times);
    world.google.refuses(
        call ->
            call.method().equals(method) && left.getAndDecrement() > 0
                ? Optional.of(new GcpError(code, "on purpose"))
                : Optional.empty());
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWER_LOST", "ANSWER_CUT"})
  void aPutWhoseAnswerIsLostIsOneVersionAndASuccess(Fault fault) {
    world.store().put(NAME, secret("before"));
    failsAtRequest(2, fault);

    assertThat(world.distantStore().put(NAME, secret("one")).id()).isEqualTo("2");

    assertThat(world.versions()).hasSize(2);
    assertThat(world.store().find(NAME)).map(StoredSecret::value).contains(secret("one"));
  }

  @Test
  void theSameValueAsBeforeIsNotTakenForTheOneWhoseAnswerWasLost() {
    world.store().put(NAME, secret("same"));
    failsAtRequest(2, Fault.REFUSED);

    HalfturnException e = failure(() -> world.distantStore().put(NAME, secret("same")));

    assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(e.reason()).isEqualTo("DURABILITY_UNKNOWN");
    assertThat(Canaries.detector().scan(e)).isEmpty();
    assertThat(world.versions()).hasSize(1);
  }

  @Test
  void aPutIntoABlackHoleIsNotAcknowledged() {
    world.store().put(NAME, secret("before"));
    failsAtRequest(2, Fault.BLACK_HOLE);

    HalfturnException e =
        failure(() -> world.distantStore("timeout", "1s").put(NAME, secret("one")));

    assertThat(e.reason()).isEqualTo("DURABILITY_UNKNOWN");
    assertThat(world.versions()).hasSize(1);
  }

  @Test
  void whatOthersHaveWrittenOnTopDoesNotHideAVersionWhoseAnswerWasLost() {
    world.store().put(NAME, secret("before"));
    failsAtRequest(2, Fault.ANSWER_LOST);
    world.onceBefore(
        "ListSecretVersions", () -> world.google.secrets().add(SECRET, "somebody else's"));

    assertThat(world.distantStore().put(NAME, secret("one")).id()).isEqualTo("2");
    assertThat(world.versions()).hasSize(3);
  }

  @Test
  void aVersionThatArrivesLateIsFound() {
    world.store().put(NAME, secret("before"));
    failsAtRequest(2, Fault.REFUSED);
    world.duringPause = () -> world.google.secrets().add(SECRET, secret("one").revealUtf8());

    assertThat(world.distantStore().put(NAME, secret("one")).id()).isEqualTo("2");
  }

  @Test
  void aServiceThatDoesNotSayWhatItDidIsAskedOnceOnly() {
    world.store().put(NAME, secret("before"));
    world.google.refuses("AddSecretVersion", new GcpError(Code.UNAVAILABLE, "on purpose"));
    world.google.forgetCalls();

    HalfturnException e = failure(() -> world.store().put(NAME, secret("one")));

    assertThat(e.reason()).isEqualTo("DURABILITY_UNKNOWN");
    assertThat(world.google.calls("AddSecretVersion")).hasSize(1);
  }

  @Test
  void aPutThatIsToWaitIsRepeated() {
    refuses("AddSecretVersion", 1, Code.RESOURCE_EXHAUSTED);

    assertThat(world.store().put(NAME, secret("one")).id()).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource({
    "RESOURCE_EXHAUSTED, RATE_LIMITED",
    "PERMISSION_DENIED, PERMISSION_DENIED",
    "UNAUTHENTICATED, UNAUTHENTICATED",
    "FAILED_PRECONDITION, FAILED_PRECONDITION",
    "INVALID_ARGUMENT, INVALID_ARGUMENT",
    "NOT_FOUND, NOT_FOUND"
  })
  void aPutThatIsRefusedIsNoVersion(Code status, ErrorCode code) {
    world.store().put(NAME, secret("before"));
    world.google.refuses("AddSecretVersion", new GcpError(status, "on purpose"));

    HalfturnException e = failure(() -> world.store().put(NAME, secret("one")));

    assertThat(e.code()).isEqualTo(code);
    assertThat(world.versions()).hasSize(1);
  }

  @Test
  void aCallGivenUpByAProxyIsNoRefusal() {
    world.store().put(NAME, secret("before"));
    world.google.refuses("AddSecretVersion", new GcpError(Code.CANCELLED, "on purpose"));

    assertThat(failure(() -> world.store().put(NAME, secret("one"))).reason())
        .isEqualTo("DURABILITY_UNKNOWN");
  }

  @ParameterizedTest
  @CsvSource({"400, true", "429, true", "408, false", "499, false", "500, false", "302, false"})
  void onlyWhoSaysThatItDidNothingRefuses(int status, boolean isRefusal) {
    ApiException failure =
        new ApiException(
            new HttpResponseException.Builder(status, "on purpose", new HttpHeaders()).build(),
            HttpJsonStatusCode.of(status),
            false);

    assertThat(SecretManagerCalls.isRefusal(failure)).isEqualTo(isRefusal);
  }

  @Test
  void whoIsToldToStopWhileItLooksDoesNotKnowEither() {
    world.store().put(NAME, secret("before"));
    world.google.refuses("AddSecretVersion", new GcpError(Code.UNAVAILABLE, "on purpose"));
    world.duringPause =
        () -> {
          throw new HalfturnException(
              Problem.of(ErrorCode.UNAVAILABLE, "INTERRUPTED", "told to stop"));
        };

    assertThat(failure(() -> world.store().put(NAME, secret("one"))).reason())
        .isEqualTo("DURABILITY_UNKNOWN");
  }

  @Test
  void whoIsInterruptedWhileItLooksStaysInterrupted() {
    world.google.refuses("AddSecretVersion", new GcpError(Code.UNAVAILABLE, "on purpose"));
    SecretManagerStore store = world.store();
    world.duringPause =
        () -> {
          Thread.currentThread().interrupt();
          Pause.REAL.pause(Duration.ofSeconds(1));
        };

    HalfturnException e = failure(() -> store.put(NAME, secret("one")));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(e.reason()).isEqualTo("DURABILITY_UNKNOWN");
  }

  @ParameterizedTest
  @CsvSource({
    "AccessSecretVersion, RESOURCE_EXHAUSTED",
    "AccessSecretVersion, FAILED_PRECONDITION",
    "GetSecret, PERMISSION_DENIED",
    "UpdateSecret, INVALID_ARGUMENT",
    "AddSecretVersion, RESOURCE_EXHAUSTED"
  })
  void whatFailsWhileAnothersValueIsPutBackIsNoPlainFailure(String method, Code code) {
    String one = world.store().put(NAME, secret("one")).id();
    world.onceBefore(
        "AddSecretVersion",
        () -> {
          world.google.secrets().add(SECRET, "theirs");
          world.google.refuses(
              call ->
                  call.method().equals(method) && !call.resource().endsWith("/versions/3")
                      ? Optional.of(new GcpError(code, "on purpose"))
                      : Optional.empty());
        });

    HalfturnException e = failure(() -> world.store().putIfVersion(NAME, secret("ours"), one));

    assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(e.reason()).isEqualTo("DURABILITY_UNKNOWN");
  }

  @Test
  void oursIsLeftWithoutAPlainFailureIfItCannotBeDisabled() {
    String one = world.store().put(NAME, secret("one")).id();
    world.onceBefore(
        "AddSecretVersion",
        () -> {
          world.google.secrets().add(SECRET, "theirs");
          world.store().delete(NAME);
          world.google.refuses(
              "DisableSecretVersion", new GcpError(Code.PERMISSION_DENIED, "on purpose"));
        });

    assertThat(failure(() -> world.store().putIfVersion(NAME, secret("ours"), one)).reason())
        .isEqualTo("DURABILITY_UNKNOWN");
  }

  @Test
  void aPutThatMayNotBeReadBackIsNotAcknowledged() {
    world.google.refuses("AccessSecretVersion", new GcpError(Code.PERMISSION_DENIED, "on purpose"));

    HalfturnException e = failure(() -> world.store().put(NAME, secret("one")));

    assertThat(e.reason()).isEqualTo("DURABILITY_UNKNOWN");
    assertThat(e.hint().orElseThrow()).contains("halfturn store policy");
  }

  @Test
  void aVersionThatIsDisabledAtOnceWasWrittenAllTheSame() {
    world.onceBefore("AccessSecretVersion", () -> world.store().delete(NAME));

    assertThat(world.store().put(NAME, secret("one")).id()).isEqualTo("1");
    assertThat(world.store().find(NAME)).isEmpty();
  }

  @Test
  void aCreationWhoseAnswerIsLostIsASuccess() {
    failsAtRequest(1, Fault.ANSWER_LOST);

    assertThat(world.distantStore().putIfAbsent(NAME, secret("one"))).isPresent();
    assertThat(world.versions()).hasSize(1);
  }

  @Test
  void aCreationWhoseAnswerIsLostWasNotFirstIfAnothersValueIsThere() {
    world.network.plan(
        connection -> {
          if (connection == 1) {
            world.store().put(NAME, secret("theirs"));
          }
          return connection == 1 ? Fault.ANSWER_LOST : Fault.NONE;
        });

    assertThat(world.distantStore().putIfAbsent(NAME, secret("ours"))).isEmpty();
    assertThat(world.versions()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"2, ANSWER_LOST", "2, ANSWER_CUT", "3, ANSWER_LOST", "3, ANSWER_CUT"})
  void aConditionalPutWhoseAnswerIsLostIsOneVersionAndASuccess(int request, Fault fault) {
    String one = world.store().put(NAME, secret("one")).id();
    failsAtRequest(request, fault);

    assertThat(world.distantStore().putIfVersion(NAME, secret("two"), one)).isPresent();
    assertThat(world.versions()).hasSize(2);
  }

  @Test
  void aConditionalPutThatNeverArrivesLeavesAClaimThatIsWaitedFor() {
    String one = world.store().put(NAME, secret("one")).id();
    failsAtRequest(3, Fault.REFUSED);

    HalfturnException e =
        failure(() -> world.distantStore().putIfVersion(NAME, secret("two"), one));
    assertThat(e.reason()).isEqualTo("DURABILITY_UNKNOWN");
    assertThat(world.versions()).hasSize(1);

    assertThat(world.store().putIfVersion(NAME, secret("three"), one)).isPresent();
    assertThat(world.waited()).isGreaterThan(Claim.LIFE);
  }

  @Test
  void aReadIsRepeated() {
    world.store().put(NAME, secret("one"));
    refuses("AccessSecretVersion", 1, Code.UNAVAILABLE);

    assertThat(world.store().find(NAME)).map(StoredSecret::value).contains(secret("one"));
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWER_LOST", "ANSWER_CUT"})
  void aReadWhoseAnswerIsLostIsRepeated(Fault fault) {
    world.store().put(NAME, secret("one"));
    failsAtRequest(0, fault);

    assertThat(world.distantStore().find(NAME)).map(StoredSecret::value).contains(secret("one"));
  }

  @Test
  void aReadFromABlackHoleEndsInTime() {
    world.network.plan(connection -> Fault.BLACK_HOLE);

    HalfturnException e = failure(() -> world.distantStore("timeout", "500ms").find(NAME));

    assertThat(e.code()).isIn(ErrorCode.TIMEOUT, ErrorCode.UNAVAILABLE);
  }

  @ParameterizedTest
  @CsvSource({"PERMISSION_DENIED, PERMISSION_DENIED", "UNAUTHENTICATED, UNAUTHENTICATED"})
  void whatMayNotBeReadIsNotAbsent(Code status, ErrorCode code) {
    world.store().put(NAME, secret("one"));
    world.google.refuses("AccessSecretVersion", new GcpError(status, "on purpose"));

    assertThat(failure(() -> world.store().find(NAME)).code()).isEqualTo(code);
  }

  @Test
  void anEnabledVersionThatCannotBeDecryptedIsNotAbsent() {
    world.store().put(NAME, secret("one"));
    world.google.refuses(
        "AccessSecretVersion", new GcpError(Code.FAILED_PRECONDITION, "KMS key disabled"));

    assertThat(failure(() -> world.store().find(NAME)).code())
        .isEqualTo(ErrorCode.FAILED_PRECONDITION);
    assertThat(failure(() -> world.store().find(NAME, "1")).code())
        .isEqualTo(ErrorCode.FAILED_PRECONDITION);
  }

  @Test
  void aValueThatArrivesDamagedIsReadOnceMore() {
    world.store().put(NAME, secret("one"));
    world.google.damagesReads(1);

    assertThat(world.store().find(NAME)).map(StoredSecret::value).contains(secret("one"));
  }

  @Test
  void aValueThatArrivesDamagedTwiceIsCorrupt() {
    world.store().put(NAME, secret("one"));
    world.google.damagesReads(2);

    HalfturnException e = failure(() -> world.store().find(NAME));

    assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT);
    assertThat(Canaries.detector().scan(e)).isEmpty();
  }

  @Test
  void aValueThatIsDamagedOnItsWayIsNoVersion() {
    world.store().put(NAME, secret("before"));
    world.google.damagesWrites(1);

    assertThat(failure(() -> world.store().put(NAME, secret("one"))).code())
        .isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(world.versions()).hasSize(1);
  }

  @Test
  void aValueThatLosesItsChecksumAndIsDamagedIsNotAcknowledged() {
    world.google.losesChecksums(true);
    world.google.damagesWrites(1);

    HalfturnException e = failure(() -> world.store().put(NAME, secret("one")));

    assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT);
    assertThat(Canaries.detector().scan(e)).isEmpty();
    assertThat(world.states()).containsExactly(State.DISABLED);
  }

  @Test
  void aDamagedVersionThatCannotBeDisabledIsNoPlainFailure() {
    world.google.losesChecksums(true);
    world.google.damagesWrites(1);
    world.google.refuses(
        "DisableSecretVersion", new GcpError(Code.PERMISSION_DENIED, "on purpose"));

    assertThat(failure(() -> world.store().put(NAME, secret("one"))).reason())
        .isEqualTo("DURABILITY_UNKNOWN");
  }

  @Test
  void aPayloadWithoutItsChecksumIsNotTrusted() {
    SecretPayload payload = Payloads.of(NAME, secret("one"));

    assertThat(Payloads.isWhole(payload)).isTrue();
    assertThat(Payloads.isWhole(payload.toBuilder().clearDataCrc32C().build())).isFalse();
  }

  @Test
  void aPayloadDoesNotShowItself() {
    Payload payload = new Payload(1, Payloads.of(NAME, secret("one")));

    assertThat(Canaries.detector().scan(payload.toString())).isEmpty();
  }

  @Test
  void aChecksumThatIsLostHarmsNoValueThatReadsBack() {
    world.google.losesChecksums(true);

    assertThat(world.store().put(NAME, secret("one")).id()).isEqualTo("1");
  }
}
