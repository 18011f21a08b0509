// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.testbed.aws.AwsRequest;
import dev.halfturn.testbed.aws.AwsService;
import dev.halfturn.testbed.aws.FakeAws;
import dev.halfturn.testbed.aws.FakeSecretsManager;
import dev.halfturn.testkit.Canaries;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Client id and client secret in the secret of Amazon's own sample. */
class SecretsManagerMembersTest {

  private static final String SECRET = "SPAPIAppCredentials-x7";
  private static final SecretName ID = new SecretName("erp/lwa/clientidentifier");
  private static final SecretName CLIENT_SECRET = new SecretName("erp/lwa/clientsecret");
  private static final SecretName ROTATION = new SecretName("erp/lwa/clientsecret/rotation");

  private final FakeSecretsManager secrets = new FakeSecretsManager(InstantSource.system());
  private final FakeAws aws = new FakeAws().with("secretsmanager", AwsService.ofJson(secrets));
  private final SecretsManagerStore store = open(SECRET);

  @AfterEach
  void stop() {
    store.close();
    aws.close();
  }

  private SecretsManagerStore open(String secret) {
    return SecretsManagerStores.open(aws.endpoint(), Map.of("secret.erp", secret), pause -> {});
  }

  /** As the sample's template and its handler write it. */
  private void writtenBySomebodyElse(String operation, String text) {
    secrets.call(
        operation,
        Map.of(
            "Name", SECRET,
            "SecretId", SECRET,
            "ClientRequestToken", UUID.randomUUID().toString(),
            "SecretString", text));
  }

  private static String shape(String id, String secret) {
    return "{\"AppClientId\":\"" + id + "\",\"AppClientSecret\":\"" + secret + "\"}";
  }

  private Optional<String> read(SecretName name) {
    return store.find(name).map(StoredSecret::value).map(SecretValue::revealUtf8);
  }

  @Test
  void whatTheSampleHasMadeIsFound() {
    writtenBySomebodyElse(
        "CreateSecret",
        "{\"AppClientId\": \"client\", \"AppClientSecret\": \"" + Canaries.TEXT + "\"}");

    assertThat(read(ID)).contains("client");
    assertThat(read(CLIENT_SECRET)).contains(Canaries.TEXT);
    assertThat(store.names("")).containsExactly(ID, CLIENT_SECRET);
  }

  @Test
  void theSecretMayBeNamedByItsArn() {
    writtenBySomebodyElse("CreateSecret", shape("client", Canaries.TEXT));
    try (SecretsManagerStore byArn = open(FakeSecretsManager.arn(SECRET))) {
      assertThat(byArn.findAll(Set.of(ID, CLIENT_SECRET, ROTATION)))
          .containsOnlyKeys(ID, CLIENT_SECRET);
    }
  }

  @Test
  void bothMembersAreReadByOneCall() {
    writtenBySomebodyElse("CreateSecret", shape("client", Canaries.TEXT));
    aws.forgetRequests();
    store.findAll(Set.of(ID, CLIENT_SECRET));

    assertThat(aws.requests()).hasSize(1);
  }

  @Test
  void theSamplesReadersFindWhatWasWrittenInTheirShape() {
    store.put(ID, SecretValue.ofUtf8("client"));
    store.put(CLIENT_SECRET, Canaries.secret("one"));

    assertThat(secrets.text(SECRET))
        .isEqualTo(shape("client", Canaries.secret("one").revealUtf8()));
  }

  @Test
  void whatElseLiesInTheSecretIsKept() {
    writtenBySomebodyElse(
        "CreateSecret", "{\"Region\":\"EU\",\"Retries\":3,\"AppClientId\":\"a\"}");
    store.put(ID, SecretValue.ofUtf8("b"));

    assertThat(secrets.text(SECRET))
        .isEqualTo("{\"Region\":\"EU\",\"Retries\":3,\"AppClientId\":\"b\"}");
  }

  @Test
  void allOtherEntriesLieBesideIt() {
    store.put(CLIENT_SECRET, Canaries.secret("one"));
    store.put(ROTATION, SecretValue.ofUtf8("{}"));

    assertThat(secrets.text("halfturn/erp/lwa/clientsecret/rotation")).isEqualTo("{}");
    assertThat(store.names("erp/lwa")).containsExactly(CLIENT_SECRET, ROTATION);
  }

  @Test
  void whatSomebodyElseWritesInBetweenIsNotOverwritten() {
    writtenBySomebodyElse("CreateSecret", shape("old", "old"));
    AtomicInteger promotions = new AtomicInteger();
    aws.refuses(
        request -> {
          if (isPromotion(request) && promotions.getAndIncrement() == 0) {
            writtenBySomebodyElse("PutSecretValue", shape("theirs", "theirs"));
          }
          return Optional.empty();
        });
    store.put(CLIENT_SECRET, SecretValue.ofUtf8("ours"));

    assertThat(secrets.text(SECRET)).isEqualTo(shape("theirs", "ours"));
    assertThat(promotions).hasValue(2);
  }

  @Test
  void whoIsAlwaysOvertakenGivesUp() {
    writtenBySomebodyElse("CreateSecret", shape("old", "old"));
    aws.refuses(
        request -> {
          if (isPromotion(request)) {
            writtenBySomebodyElse("PutSecretValue", shape("theirs", "theirs"));
          }
          return Optional.empty();
        });

    assertThatThrownBy(() -> store.put(CLIENT_SECRET, SecretValue.ofUtf8("ours")))
        .isInstanceOfSatisfying(
            HalfturnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
    assertThat(secrets.text(SECRET)).isEqualTo(shape("theirs", "theirs"));
  }

  private static boolean isPromotion(AwsRequest request) {
    return request.operation().equals("UpdateSecretVersionStage");
  }

  @Test
  void aSecretOfAnotherShapeIsLeftAsItIs() {
    for (String text : List.of("plain text", "[1]", "{\"AppClientSecret\":{}}")) {
      try (SecretsManagerStore other =
          SecretsManagerStores.open(aws.endpoint(), Map.of("secret.erp", "other"), pause -> {})) {
        secrets.call("DeleteSecret", forced("other"));
        secrets.call(
            "CreateSecret",
            Map.of(
                "Name",
                "other",
                "ClientRequestToken",
                UUID.randomUUID().toString(),
                "SecretString",
                text));

        assertThatThrownBy(() -> other.find(CLIENT_SECRET))
            .isInstanceOfSatisfying(
                HalfturnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT))
            .hasMessageNotContaining(text);
        assertThat(secrets.text("other")).isEqualTo(text);
      }
    }
  }

  private static Map<String, Object> forced(String secret) {
    return Map.of("SecretId", secret, "ForceDeleteWithoutRecovery", true);
  }

  @Test
  void aDeletedMemberLeavesTheOtherAndNoVersionOfItself() {
    store.put(ID, SecretValue.ofUtf8("client"));
    SecretVersion version = store.put(CLIENT_SECRET, Canaries.secret("one"));
    store.delete(CLIENT_SECRET);

    assertThat(secrets.text(SECRET)).isEqualTo("{\"AppClientId\":\"client\"}");
    assertThat(store.find(CLIENT_SECRET, version.id())).isEmpty();
    assertThat(store.versions(CLIENT_SECRET)).isEmpty();
  }

  @Test
  void anEmptyMemberIsNone() {
    writtenBySomebodyElse("CreateSecret", shape("client", ""));

    assertThat(store.find(CLIENT_SECRET)).isEmpty();
    assertThat(store.putIfAbsent(CLIENT_SECRET, Canaries.secret("one"))).isPresent();
  }
}
