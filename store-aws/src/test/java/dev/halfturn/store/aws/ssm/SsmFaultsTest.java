// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.testbed.aws.AwsError;
import dev.halfturn.testbed.aws.FaultProxy.Fault;
import dev.halfturn.testkit.Canaries;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SsmFaultsTest {

  private static final SecretName NAME = new SecretName("erp/lwa/clientsecret");
  private static final String PARAMETER = "/erp/lwa/clientsecret";

  private final SsmWorld world = new SsmWorld();

  @AfterEach
  void stop() {
    world.close();
  }

  private static HalfturnException failure(Runnable call) {
    return catchThrowableOfType(HalfturnException.class, call::run);
  }

  /**
   * One request is one connection; before a put one is read. A connection that is refused before
   * the first line is sent is tried again by the JDK, so that it takes two.
   */
  private void failsAtTheSecondRequest(Fault fault) {
    int last = fault == Fault.REFUSED ? 2 : 1;
    world.network.plan(connection -> connection >= 1 && connection <= last ? fault : Fault.NONE);
  }

  @ParameterizedTest
  @EnumSource(names = {"ANSWER_LOST", "ANSWER_CUT"})
  void aPutWhoseAnswerIsLostIsOneVersionAndASuccess(Fault fault) {
    world.store().put(NAME, secret("before"));
    failsAtTheSecondRequest(fault);

    String id = world.distantStore().put(NAME, secret("one")).id();

    assertThat(id).startsWith("2-");
    assertThat(world.ssm.values(PARAMETER)).hasSize(2);
    assertThat(world.store().find(NAME))
        .hasValueSatisfying(found -> assertThat(found.version().id()).isEqualTo(id));
  }

  @Test
  void theSameValueAsBeforeIsNotTakenForTheOneWhoseAnswerWasLost() {
    world.store().put(NAME, secret("same"));
    failsAtTheSecondRequest(Fault.REFUSED);

    HalfturnException e = failure(() -> world.distantStore().put(NAME, secret("same")));

    assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(e.reason()).isEqualTo("DURABILITY_UNKNOWN");
    assertThat(world.ssm.values(PARAMETER)).hasSize(1);
  }

  @Test
  void aPutThatNeverArrivesIsNotAcknowledged() {
    world.store().put(NAME, secret("before"));
    failsAtTheSecondRequest(Fault.REFUSED);

    HalfturnException e = failure(() -> world.distantStore().put(NAME, secret("one")));

    assertThat(e.reason()).isEqualTo("DURABILITY_UNKNOWN");
    assertThat(Canaries.detector().scan(e)).isEmpty();
    assertThat(world.ssm.values(PARAMETER)).containsExactly(secret("before").revealUtf8());
  }

  @Test
  void aPutIntoABlackHoleIsNotAcknowledged() {
    failsAtTheSecondRequest(Fault.BLACK_HOLE);

    HalfturnException e =
        failure(() -> world.distantStore("timeout", "1s").put(NAME, secret("one")));

    assertThat(e.reason()).isEqualTo("DURABILITY_UNKNOWN");
    assertThat(world.ssm.values(PARAMETER)).isEmpty();
  }

  @Test
  void whatOthersHaveWrittenOnTopDoesNotHideAVersionWhoseAnswerWasLost() {
    world.store().put(NAME, secret("before"));
    AtomicInteger requests = new AtomicInteger();
    world.network.plan(
        connection -> {
          if (requests.getAndIncrement() == 2) {
            world.ssm.put(PARAMETER, "somebody else's");
          }
          return connection == 1 ? Fault.ANSWER_LOST : Fault.NONE;
        });

    assertThat(world.distantStore().put(NAME, secret("one")).id()).startsWith("2-");
    assertThat(world.ssm.values(PARAMETER)).hasSize(3);
  }

  @Test
  void aCreationWhoseAnswerIsLostIsASuccess() {
    world.network.once(Fault.ANSWER_LOST);

    assertThat(world.distantStore().putIfAbsent(NAME, secret("one"))).isPresent();
    assertThat(world.ssm.values(PARAMETER)).hasSize(1);
  }

  @Test
  void aCreationWhoseAnswerIsLostWasNotFirstIfAnothersValueIsThere() {
    world.store().put(NAME, secret("theirs"));
    world.network.once(Fault.ANSWER_LOST);

    assertThat(world.distantStore().putIfAbsent(NAME, secret("ours"))).isEmpty();
    assertThat(world.ssm.values(PARAMETER)).containsExactly(secret("theirs").revealUtf8());
  }

  @Test
  void aRaceWhoseAnswerIsLostIsWonIfNobodyElseWrote() {
    String one = world.store().put(NAME, secret("one")).id();
    failsAtTheSecondRequest(Fault.ANSWER_LOST);

    assertThat(world.distantStore().putUnlessOvertaken(NAME, secret("two"), Optional.of(one)))
        .isPresent();
    assertThat(world.ssm.values(PARAMETER)).hasSize(2);
  }

  @Test
  void whenTheReadingBackFailsTheValueIsWrittenButNotAcknowledged() {
    AtomicInteger requests = new AtomicInteger();
    world.aws.refuses(
        request ->
            requests.incrementAndGet() == 3
                ? Optional.of(AwsError.of("AccessDeniedException", "kms:Decrypt"))
                : Optional.empty());

    HalfturnException e = failure(() -> world.store().put(NAME, secret("one")));

    assertThat(e.reason()).isEqualTo("DURABILITY_UNKNOWN");
    assertThat(e.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("store policy"));
    assertThat(world.ssm.values(PARAMETER)).hasSize(1);
  }

  @Test
  void aFaultOfSsmDuringAPutIsLookedInto() {
    AtomicInteger requests = new AtomicInteger();
    world.aws.refuses(
        request ->
            requests.incrementAndGet() == 2
                ? Optional.of(new AwsError(500, "InternalServerError", "fault"))
                : Optional.empty());

    HalfturnException e = failure(() -> world.store().put(NAME, secret("one")));

    assertThat(e.reason()).isEqualTo("DURABILITY_UNKNOWN");
    assertThat(world.aws.requests("PutParameter")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSED", "ANSWER_LOST", "ANSWER_CUT"})
  void aReadIsRepeatedWhateverHappensToIt(Fault fault) {
    world.store().put(NAME, secret("one"));
    world.network.once(fault);

    assertThat(world.distantStore().find(NAME)).map(StoredSecret::value).contains(secret("one"));
  }

  @Test
  void whatIsThrottledIsRepeatedByTheSdk() {
    AtomicInteger requests = new AtomicInteger();
    world.aws.refuses(
        request ->
            requests.incrementAndGet() == 2
                ? Optional.of(AwsError.of("ThrottlingException", "Rate exceeded"))
                : Optional.empty());

    world.store().put(NAME, secret("one"));

    assertThat(world.ssm.values(PARAMETER)).hasSize(1);
    assertThat(world.aws.requests("PutParameter")).hasSize(2);
  }

  @Test
  void aPutInTheWayOfAnotherIsRepeatedByTheSdk() {
    world.store().put(NAME, secret("before"));
    world.ssm.isBusyFor(1);

    world.store().put(NAME, secret("one"));

    assertThat(world.ssm.values(PARAMETER)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "AccessDeniedException, PERMISSION_DENIED",
    "UnrecognizedClientException, UNAUTHENTICATED",
    "ExpiredTokenException, UNAUTHENTICATED",
    "InvalidKeyId, FAILED_PRECONDITION",
    "ParameterLimitExceeded, FAILED_PRECONDITION",
    "HierarchyLevelLimitExceededException, INVALID_ARGUMENT",
    "HierarchyTypeMismatchException, FAILED_PRECONDITION",
    "ParameterPatternMismatchException, FAILED_PRECONDITION",
    "UnsupportedParameterType, UNSUPPORTED",
    "PoliciesLimitExceededException, FAILED_PRECONDITION",
    "InvalidPolicyTypeException, UNSUPPORTED",
    "InvalidPolicyAttributeException, UNSUPPORTED",
    "IncompatiblePolicyException, FAILED_PRECONDITION",
    "KMSDisabledException, FAILED_PRECONDITION",
    "KMSInvalidStateException, FAILED_PRECONDITION",
    "KMSNotFoundException, FAILED_PRECONDITION",
    "KMSAccessDeniedException, PERMISSION_DENIED",
    "ValidationException, INVALID_ARGUMENT"
  })
  void eachRefusalSaysWhatToDoAndQuotesNothing(String refusal, ErrorCode code) {
    world.aws.refuses("PutParameter", AwsError.of(refusal, "words of AWS"));

    HalfturnException e = failure(() -> world.store().put(NAME, secret("one")));

    assertThat(e.code()).isEqualTo(code);
    assertThat(e).hasMessageContaining(refusal).hasMessageContaining("aws-ssm");
    assertThat(e.hint()).isPresent();
    assertThat(e.problem().toString()).doesNotContain("words of AWS");
    assertThat(e).hasNoCause();
  }

  @Test
  void aRefusedReadIsNoEmptyStore() {
    world.aws.refuses("", AwsError.of("AccessDeniedException", "no"));
    SsmSecretStore store = world.store();

    List<Runnable> reads =
        List.of(
            () -> store.find(NAME),
            () -> store.findAll(Map.of(NAME, 1).keySet()),
            () -> store.versions(NAME),
            () -> store.names("").close(),
            () -> store.find(NAME, "1-1"),
            () -> store.delete(NAME));

    for (Runnable read : reads) {
      assertThat(failure(read).code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
    }
  }

  @Test
  void whatCannotBeReachedBeforeAPutIsPlainlyUnreachable() {
    world.network.plan(connection -> Fault.REFUSED);

    HalfturnException e = failure(() -> world.distantStore().put(NAME, secret("one")));

    assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(e).hasMessageContaining("cannot reach SSM");
    assertThat(world.calls()).isEmpty();
  }
}
