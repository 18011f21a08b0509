// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.IssuerCheck;
import dev.halfturn.spi.IssuerCheck.Verdict;
import dev.halfturn.spi.SecretIssuer;
import dev.halfturn.testbed.aws.AwsError;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreflightTest {

  private final Bed bed = new Bed();

  @AfterEach
  void stop() {
    bed.close();
  }

  private List<IssuerCheck> notInOrder() {
    return notInOrder(Map.of());
  }

  private List<IssuerCheck> notInOrder(Map<String, String> settings) {
    try (SecretIssuer issuer = bed.open(settings)) {
      return issuer.preflight().stream()
          .filter(check -> check.verdict() != Verdict.IN_ORDER)
          .toList();
    }
  }

  private void finds(Verdict verdict, String name, String hint) {
    assertThat(notInOrder())
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.name()).isEqualTo(name);
              assertThat(check.verdict()).isEqualTo(verdict);
              assertThat(check.problem().orElseThrow().message())
                  .contains("queue halfturn-new-secrets");
              assertThat(check.problem().orElseThrow().hint().orElseThrow()).contains(hint);
            });
  }

  @Test
  void asItShouldBeEverythingIsInOrderAndNamed() {
    try (SecretIssuer issuer = bed.open()) {
      assertThat(issuer.preflight())
          .allMatch(check -> check.verdict() == Verdict.IN_ORDER)
          .extracting(IssuerCheck::name)
          .containsExactly(
              "queue halfturn-new-secrets",
              "kind of queue halfturn-new-secrets",
              "region of queue halfturn-new-secrets",
              "retention of queue halfturn-new-secrets",
              "encryption of queue halfturn-new-secrets",
              "policy of queue halfturn-new-secrets: Amazon may send",
              "policy of queue halfturn-new-secrets: nobody else",
              "queue halfturn-new-secrets-dead",
              "dead-letter queue of queue halfturn-new-secrets",
              "retention of queue halfturn-new-secrets-dead",
              "encryption of queue halfturn-new-secrets-dead",
              "policy of queue halfturn-new-secrets-dead: nobody else");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "345600, BLOCKED",
    "691199, BLOCKED",
    "691200, ADVICE",
    "1209599, ADVICE",
    "3600, BLOCKED"
  })
  void retention(String seconds, Verdict verdict) {
    bed.queue.attributes().put("MessageRetentionPeriod", seconds);

    finds(verdict, "retention of queue halfturn-new-secrets", "1209600");
  }

  @Test
  void aQueueThatIsNotThere() {
    assertThat(notInOrder(Map.of("queue-url", QueueAddress.EXAMPLE + "-other")))
        .extracting(IssuerCheck::name, IssuerCheck::verdict)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "queue halfturn-new-secrets-other", Verdict.BLOCKED));
  }

  @Test
  void aFifoQueue() {
    bed.queue.attributes().put("FifoQueue", "true");

    finds(Verdict.BLOCKED, "kind of queue halfturn-new-secrets", "standard queue");
  }

  @Test
  void anotherRegion() {
    assertThat(notInOrder(Map.of("region", "us-west-2")))
        .extracting(IssuerCheck::name)
        .containsExactly("region of queue halfturn-new-secrets");
  }

  @Test
  void noEncryption() {
    bed.queue.attributes().remove("SqsManagedSseEnabled");

    finds(Verdict.BLOCKED, "encryption of queue halfturn-new-secrets", "SqsManagedSseEnabled");
  }

  @ParameterizedTest
  @CsvSource({"alias/aws/sqs, BLOCKED", "alias/mine, ADVICE", "arn:aws:kms:x:1:key/2, ADVICE"})
  void aKey(String key, Verdict verdict) {
    bed.queue.attributes().remove("SqsManagedSseEnabled");
    bed.queue.attributes().put("KmsMasterKeyId", key);
    bed.dead.attributes().remove("SqsManagedSseEnabled");
    bed.dead.attributes().put("KmsMasterKeyId", key);

    finds(verdict, "encryption of queue halfturn-new-secrets", "kms:GenerateDataKey");
  }

  @Test
  void noDeadLetters() {
    bed.queue.attributes().remove("RedrivePolicy");

    finds(Verdict.BLOCKED, "dead-letter queue of queue halfturn-new-secrets", "RedrivePolicy");
  }

  @Test
  void deadLettersThatNobodyReads() {
    assertThat(notInOrder(Map.of("dlq-url", "")))
        .extracting(IssuerCheck::name)
        .containsExactly("dead-letter queue of queue halfturn-new-secrets");
  }

  @Test
  void deadLettersElsewhere() {
    bed.queue.attributes().put("RedrivePolicy", Bed.redrive(bed.dead.arn() + "-2", 5));

    finds(Verdict.BLOCKED, "dead-letter queue of queue halfturn-new-secrets", "dlq-url");
  }

  @Test
  void deadLettersKeptShorter() {
    bed.dead.attributes().put("MessageRetentionPeriod", "1209599");

    finds(Verdict.BLOCKED, "retention of queue halfturn-new-secrets-dead", "1209600");
  }

  @Test
  void deadLettersNotThere() {
    assertThat(notInOrder(Map.of("dlq-url", bed.dead.url() + "-2")))
        .extracting(IssuerCheck::name)
        .containsExactly("queue halfturn-new-secrets-dead-2");
  }

  @Test
  void noPolicyAtAllOrOneThatIsNone() {
    bed.queue.attributes().remove("Policy");
    finds(Verdict.BLOCKED, "policy of queue halfturn-new-secrets: Amazon may send", "437568002678");
    bed.queue.attributes().put("Policy", "not a policy");
    finds(Verdict.BLOCKED, "policy of queue halfturn-new-secrets: Amazon may send", "437568002678");
  }

  private static String statement(String effect, String principal, String action, String more) {
    return "{\"Effect\":\"%s\",\"Principal\":%s,\"Action\":\"%s\"%s}"
        .formatted(effect, principal, action, more);
  }

  private static final String AMAZON = "{\"AWS\":\"437568002678\"}";

  @ParameterizedTest
  @ValueSource(strings = {"sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:Send*", "SNS:*"})
  void onlyAPartOfWhatAmazonNeeds(String action) {
    bed.queue.attributes().put("Policy", Bed.policy(statement("Allow", AMAZON, action, "")));

    finds(
        Verdict.BLOCKED,
        "policy of queue halfturn-new-secrets: Amazon may send",
        "sqs:SendMessage and sqs:GetQueueAttributes");
  }

  @Test
  void thatOfAnotherQueueDoesNotCount() {
    bed.queue
        .attributes()
        .put("Policy", Bed.policy(Bed.AMAZON.replace(":halfturn-new-secrets", ":other")));

    finds(
        Verdict.BLOCKED,
        "policy of queue halfturn-new-secrets: Amazon may send",
        "sqs:SendMessage");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Deny | {\"AWS\":\"437568002678\"} | sqs:SendMessage | | BLOCKED",
        "Deny | \"*\" | sqs:* | | BLOCKED",
        "Deny | \"*\" | sqs:* | ,\"Condition\":{\"StringNotEquals\":{\"aws:PrincipalOrgID\":\"o-1\"}} |"
            + " ADVICE",
        "Deny | \"*\" | sqs:* | ,\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}} |",
        "Deny | \"*\" | sqs:DeleteQueue | |",
        "Allow | {\"AWS\":\"111122223333\"} | sqs:* | |",
        "Allow | {\"AWS\":\"arn:aws:iam::111122223333:role/reader\"} | sqs:ReceiveMessage | |",
        "Allow | \"*\" | sqs:GetQueueUrl | |",
      })
  void whatElseThePolicySays(
      String effect, String principal, String action, String more, Verdict verdict) {
    bed.queue
        .attributes()
        .put(
            "Policy",
            Bed.policy(Bed.AMAZON, statement(effect, principal, action, more == null ? "" : more)));

    if (verdict == null) {
      assertThat(notInOrder()).isEmpty();
    } else {
      finds(verdict, "policy of queue halfturn-new-secrets: Amazon may send", "437568002678");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"*\" | sqs:SendMessage | | BLOCKED",
        "{\"AWS\":\"*\"} | sqs:* | | BLOCKED",
        "{\"AWS\":\"999988887777\"} | sqs:ReceiveMessage | | BLOCKED",
        "{\"AWS\":[\"111122223333\",\"arn:aws:iam::999988887777:user/x\"]} | SQS:Receive* | |"
            + " BLOCKED",
        "{\"AWS\":\"AIDAEXAMPLE\"} | sqs:DeleteMessage | | BLOCKED",
        "{\"AWS\":\"arn:aws:iam::437568002678:root\"} | sqs:ReceiveMessage | | BLOCKED",
        "{\"Service\":\"sns.amazonaws.com\"} | sqs:SendMessage | | BLOCKED",
        "{\"Service\":\"sns.amazonaws.com\"} | sqs:SendMessage |"
            + " ,\"Condition\":{\"ArnEquals\":{\"aws:SourceArn\":\"arn:aws:sns:eu-central-1:111122223333:t\"}} |",
        "{\"Service\":\"sns.amazonaws.com\"} | sqs:SendMessage |"
            + " ,\"Condition\":{\"ArnLike\":{\"aws:SourceArn\":\"arn:aws:sns:*:999988887777:t\"}} |"
            + " ADVICE",
        "\"*\" | sqs:SendMessage |"
            + " ,\"Condition\":{\"StringEquals\":{\"aws:SourceAccount\":\"111122223333\"}} |",
        "\"*\" | sqs:SendMessage |"
            + " ,\"Condition\":{\"StringEqualsIfExists\":{\"aws:SourceAccount\":\"111122223333\"}} |"
            + " ADVICE",
      })
  void others(String principal, String action, String more, Verdict verdict) {
    bed.queue
        .attributes()
        .put(
            "Policy",
            Bed.policy(
                Bed.AMAZON, statement("Allow", principal, action, more == null ? "" : more)));

    if (verdict == null) {
      assertThat(notInOrder()).isEmpty();
    } else {
      finds(verdict, "policy of queue halfturn-new-secrets: nobody else", "take them out");
    }
  }

  @Test
  void allButSomebodyAreStrangers() {
    bed.dead
        .attributes()
        .put(
            "Policy",
            Bed.policy(
                "{\"Effect\":\"Allow\",\"NotPrincipal\":{\"AWS\":\"1\"},\"NotAction\":\"sqs:Purge*\"}"));

    finds(
        Verdict.BLOCKED, "policy of queue halfturn-new-secrets-dead: nobody else", "take them out");
  }

  @Test
  void whereNobodyMayLookItFails() {
    bed.aws.refuses("GetQueueAttributes", AwsError.of("AccessDenied", "no"));
    try (SecretIssuer issuer = bed.open()) {
      assertThatThrownBy(issuer::preflight)
          .isInstanceOfSatisfying(
              HalfturnException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
                assertThat(e.hint().orElseThrow()).contains("sqs:GetQueueAttributes");
              });
    }
  }
}
