// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.testbed.aws.AwsError;
import dev.halfturn.testbed.aws.AwsService;
import dev.halfturn.testbed.aws.FakeAws;
import dev.halfturn.testbed.aws.FakeSecretsManager;
import dev.halfturn.testbed.aws.FaultProxy;
import dev.halfturn.testbed.aws.FaultProxy.Fault;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the store does when the network or the service fails. */
class SecretsManagerFaultsTest {

  private static final SecretName NAME = new SecretName("erp/lwa/clientsecret");
  private static final String SECRET = "halfturn/erp/lwa/clientsecret";
  private static final SecretValue VALUE = SecretValue.ofUtf8("value");

  private final FakeSecretsManager secrets = new FakeSecretsManager(InstantSource.system());
  private final FakeAws aws = new FakeAws().with("secretsmanager", AwsService.ofJson(secrets));
  private final FaultProxy network = new FaultProxy(aws.port());
  private final SecretsManagerStore store =
      SecretsManagerStores.open(network.endpoint(), Map.of("timeout", "400ms"), pause -> {});

  private final SecretsManagerStore other =
      SecretsManagerStores.open(aws.endpoint(), Map.of(), pause -> {});

  @AfterEach
  void stop() {
    other.close();
    store.close();
    network.close();
    aws.close();
  }

  /** Every one of the first calls fails once, its repetition does not. */
  private void failing(Fault fault) {
    network.plan(connection -> connection % 2 == 0 ? fault : Fault.NONE);
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSED", "ANSWER_LOST", "ANSWER_CUT"})
  void noFaultOfTheNetworkMakesTwoVersions(Fault fault) {
    failing(fault);
    SecretVersion first = store.put(NAME, SecretValue.ofUtf8("first"));
    SecretVersion second = store.put(NAME, SecretValue.ofUtf8("second"));

    assertThat(first.id()).isNotEqualTo(second.id());
    assertThat(secrets.versions(SECRET)).isEqualTo(2);
    assertThat(secrets.text(SECRET)).isEqualTo("second");
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSED", "ANSWER_LOST", "ANSWER_CUT"})
  void whoHasMadeASecretKnowsItThoughTheAnswerWasLost(Fault fault) {
    failing(fault);

    assertThat(store.putIfAbsent(NAME, VALUE)).isPresent();
    assertThat(store.putIfAbsent(NAME, VALUE)).isEmpty();
    assertThat(secrets.versions(SECRET)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSED", "ANSWER_LOST", "ANSWER_CUT"})
  void whoHasWonTheRaceKnowsItThoughTheAnswerWasLost(Fault fault) {
    SecretVersion first = store.put(NAME, SecretValue.ofUtf8("first"));
    failing(fault);

    assertThat(store.putIfVersion(NAME, SecretValue.ofUtf8("second"), first.id())).isPresent();
    assertThat(store.putIfVersion(NAME, SecretValue.ofUtf8("third"), first.id())).isEmpty();
    assertThat(secrets.text(SECRET)).isEqualTo("second");
  }

  @Test
  void whoHasWonTheRaceKnowsItThoughSomebodyHasBuiltOnItBeforeTheRepetition() {
    SecretVersion first = store.put(NAME, SecretValue.ofUtf8("first"));
    network.plan(
        connection -> {
          if (connection == 2) {
            other.put(NAME, SecretValue.ofUtf8("third"));
          }
          return connection == 1 ? Fault.ANSWER_LOST : Fault.NONE;
        });

    assertThat(store.putIfVersion(NAME, SecretValue.ofUtf8("second"), first.id())).isPresent();
    assertThat(secrets.text(SECRET)).isEqualTo("third");
    assertThat(secrets.versions(SECRET)).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(names = {"REFUSED", "ANSWER_LOST", "ANSWER_CUT"})
  void deletingGoesOnAfterALostAnswer(Fault fault) {
    store.put(NAME, VALUE);
    failing(fault);
    store.delete(NAME);

    assertThat(secrets.text(SECRET)).isNull();
  }

  @Test
  void aNetworkThatSwallowsEverythingIsTold() {
    network.plan(connection -> Fault.BLACK_HOLE);

    assertThatThrownBy(() -> store.find(NAME))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> assertThat(e.code()).isIn(ErrorCode.TIMEOUT, ErrorCode.UNAVAILABLE));
  }

  @Test
  void whatIsThrottledForAMomentIsRepeated() {
    int[] calls = {0};
    aws.refuses(
        request ->
            calls[0]++ % 2 == 0
                ? Optional.of(AwsError.of("ThrottlingException", "Rate exceeded"))
                : Optional.empty());
    SecretsManagerStore patient =
        SecretsManagerStores.open(network.endpoint(), Map.of(), pause -> {});
    try (patient) {
      patient.put(NAME, VALUE);
    }

    assertThat(secrets.versions(SECRET)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "AccessDeniedException, PERMISSION_DENIED",
    "DecryptionFailure, PERMISSION_DENIED",
    "EncryptionFailure, PERMISSION_DENIED",
    "UnrecognizedClientException, UNAUTHENTICATED",
    "ExpiredTokenException, UNAUTHENTICATED",
    "LimitExceededException, FAILED_PRECONDITION",
    "PreconditionNotMetException, FAILED_PRECONDITION",
    "MalformedPolicyDocumentException, INTERNAL",
    "InvalidParameterException, INVALID_ARGUMENT"
  })
  void aRefusalIsTold(String refusal, ErrorCode code) {
    aws.refuses("", AwsError.of(refusal, "value"));

    assertThatThrownBy(() -> store.put(NAME, VALUE))
        .isInstanceOfSatisfying(HalfturnException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining("Secrets Manager refused store 'tested': " + refusal);
  }

  @Test
  void aFaultOfTheServiceIsTold() {
    aws.refuses("", new AwsError(500, "InternalServiceError", "value"));

    assertThatThrownBy(() -> store.find(NAME))
        .isInstanceOfSatisfying(
            HalfturnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
  }

  @Test
  void aSecretInAStateThatForbidsItIsTold() {
    store.put(NAME, VALUE);
    aws.refuses("PutSecretValue", AwsError.of("InvalidRequestException", "value"));

    assertThatThrownBy(() -> store.put(NAME, VALUE))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION));
  }
}
