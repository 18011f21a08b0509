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
import dev.halfturn.testbed.aws.AwsRequest;
import dev.halfturn.testbed.aws.AwsService;
import dev.halfturn.testbed.aws.FakeAws;
import dev.halfturn.testbed.aws.FakeSecretsManager;
import dev.halfturn.testkit.Canaries;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which calls the store makes, and what it makes of the answers. */
class SecretsManagerCallsTest {

  private static final SecretName NAME = new SecretName("erp/lwa/clientsecret");
  private static final String SECRET = "halfturn/erp/lwa/clientsecret";

  private final FakeSecretsManager secrets = new FakeSecretsManager(InstantSource.system());
  private final FakeAws aws = new FakeAws().with("secretsmanager", AwsService.ofJson(secrets));
  private final List<Duration> pauses = new ArrayList<>();
  private final SecretsManagerStore store = open(Map.of());

  @AfterEach
  void stop() {
    store.close();
    aws.close();
  }

  private SecretsManagerStore open(Map<String, String> more) {
    return SecretsManagerStores.open(aws.endpoint(), more, pauses::add);
  }

  private Set<SecretName> manyEntries(int count) {
    Set<SecretName> names =
        IntStream.range(0, count)
            .mapToObj(i -> new SecretName("erp/s" + i))
            .collect(Collectors.toSet());
    names.forEach(name -> store.put(name, SecretValue.ofUtf8(name.value())));
    aws.forgetRequests();
    return names;
  }

  private static void assertCode(ErrorCode code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(HalfturnException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void aPlainReaderGetsTheSecretAsText() {
    store.put(NAME, Canaries.secret("one"));

    assertThat(secrets.text(SECRET)).isEqualTo(Canaries.secret("one").revealUtf8());
  }

  @Test
  void severalEntriesAreReadInTwenties() {
    Set<SecretName> names = manyEntries(45);

    assertThat(store.findAll(names)).containsOnlyKeys(names);
    assertThat(aws.requests()).map(AwsRequest::operation).containsOnly("BatchGetSecretValue");
    assertThat(aws.requests()).hasSize(3);
  }

  @Test
  void whoMayNotReadSeveralAtOnceReadsOneByOneFromThenOn() {
    Set<SecretName> names = manyEntries(3);
    aws.refuses("BatchGetSecretValue", AwsError.of("AccessDeniedException", "no"));

    assertThat(store.findAll(names)).containsOnlyKeys(names);
    assertThat(store.findAll(names)).containsOnlyKeys(names);
    assertThat(aws.requests("BatchGetSecretValue")).hasSize(1);
    assertThat(aws.requests("GetSecretValue")).hasSize(6);
  }

  @Test
  void oneThatMayNotBeReadFailsTheWholeBatch() {
    Set<SecretName> names = manyEntries(2);
    FakeAws strict =
        new FakeAws()
            .with(
                "secretsmanager",
                AwsService.ofJson(
                    (operation, input) ->
                        Map.of(
                            "Errors",
                            List.of(
                                Map.of(
                                    "SecretId", "halfturn/erp/s1",
                                    "ErrorCode", "AccessDeniedException",
                                    "Message", "no")))));
    try (strict;
        SecretsManagerStore denied =
            SecretsManagerStores.open(strict.endpoint(), Map.of(), pauses::add)) {
      assertCode(ErrorCode.PERMISSION_DENIED, () -> denied.findAll(names));
    }
  }

  @Test
  void oneThatIsMarkedForDeletionIsAbsent() {
    Set<SecretName> names = manyEntries(2);
    secrets.call("DeleteSecret", Map.of("SecretId", "halfturn/erp/s1"));

    assertThat(store.findAll(names)).containsOnlyKeys(new SecretName("erp/s0"));
    assertThat(store.find(new SecretName("erp/s1"))).isEmpty();
  }

  @Test
  void namesAreListedByPagesAndOtherPeoplesLeftOut() {
    Set<SecretName> names = manyEntries(7);
    secrets.pagesOf(3);
    for (String foreign : List.of("prod/db", "halfturn/Other", "halfturnerp/x")) {
      secrets.call(
          "CreateSecret",
          Map.of(
              "Name",
              foreign,
              "ClientRequestToken",
              UUID.randomUUID().toString(),
              "SecretString",
              "x"));
    }

    assertThat(store.names("")).containsExactlyInAnyOrderElementsOf(names);
    assertThat(aws.requests("ListSecrets")).hasSize(3);
  }

  @Test
  void whatLosesTheRaceIsNeverCurrent() {
    SecretVersion first = store.put(NAME, SecretValue.ofUtf8("first"));
    store.put(NAME, SecretValue.ofUtf8("second"));

    assertThat(store.putIfVersion(NAME, SecretValue.ofUtf8("late"), first.id())).isEmpty();
    assertThat(secrets.text(SECRET)).isEqualTo("second");
    assertThat(aws.requests("PutSecretValue").get(2).json().get("VersionStages"))
        .isEqualTo(List.of("halfturn-candidate"));
    assertThat(store.versions(NAME)).hasSize(2);
  }

  @Test
  void aNameThatIsStillBeingDeletedIsWaitedFor() {
    secrets.isVanishing(SECRET);
    SecretsManagerStore patient =
        SecretsManagerStores.open(
            aws.endpoint(),
            Map.of(),
            pause -> {
              pauses.add(pause);
              secrets.vanish();
            });
    try (patient) {
      patient.put(NAME, Canaries.secret("one"));
    }

    assertThat(pauses).containsExactly(Duration.ofSeconds(1));
    assertThat(secrets.text(SECRET)).isNotNull();
  }

  @Test
  void aNameThatStaysBeingDeletedIsTold() {
    secrets.isVanishing(SECRET);

    assertCode(ErrorCode.UNAVAILABLE, () -> store.put(NAME, Canaries.secret("one")));
    assertCode(ErrorCode.UNAVAILABLE, () -> store.putIfAbsent(NAME, Canaries.secret("one")));
  }

  @Test
  void whatIsReadOnlyLaterIsReadAgain() {
    List<AwsRequest> reads = new ArrayList<>();
    aws.refuses(
        request -> {
          if (!request.operation().equals("GetSecretValue")) {
            return Optional.empty();
          }
          reads.add(request);
          return reads.size() < 3
              ? Optional.of(AwsError.of("ResourceNotFoundException", "not yet"))
              : Optional.empty();
        });

    assertThat(store.put(NAME, Canaries.secret("one")).id()).isNotEmpty();
    assertThat(pauses).hasSize(2);
  }

  @Test
  void deletionIsForGoodUnlessDaysAreGiven() {
    store.delete(NAME);
    try (SecretsManagerStore careful = open(Map.of("recovery-days", "30"))) {
      careful.delete(NAME);
    }

    assertThat(aws.requests("DeleteSecret"))
        .map(AwsRequest::json)
        .containsExactly(
            Map.of("SecretId", SECRET, "ForceDeleteWithoutRecovery", true),
            Map.of("SecretId", SECRET, "RecoveryWindowInDays", 30));
  }

  @Test
  void aRestoredSecretShowsNothingOfWhatWasInIt() {
    try (SecretsManagerStore careful = open(Map.of("recovery-days", "7"))) {
      SecretVersion old = careful.put(NAME, SecretValue.ofUtf8("old"));
      careful.delete(NAME);
      careful.put(NAME, SecretValue.ofUtf8("new"));

      assertThat(careful.versions(NAME)).hasSize(1);
      assertThat(careful.find(NAME, old.id())).isEmpty();
    }
  }

  @Test
  void aSecretIsMadeUnderTheChosenKey() {
    try (SecretsManagerStore keyed = open(Map.of("kms-key", "alias/halfturn", "prefix", "x/"))) {
      keyed.put(NAME, Canaries.secret("one"));
    }

    assertThat(secrets.made("x/erp/lwa/clientsecret")).containsEntry("KmsKeyId", "alias/halfturn");
  }

  @Test
  void whatIsTooLongIsRefusedBeforeAnythingIsAsked() {
    SecretValue fits = SecretValue.ofUtf8("x".repeat(65_536));
    SecretValue tooLong = SecretValue.ofUtf8("x".repeat(65_537));
    store.put(NAME, fits);
    aws.forgetRequests();

    assertCode(ErrorCode.INVALID_ARGUMENT, () -> store.put(NAME, tooLong));
    assertCode(ErrorCode.INVALID_ARGUMENT, () -> store.putIfAbsent(NAME, tooLong));
    assertThat(aws.requests()).isEmpty();
  }
}
