// SPDX-License-Identifier: Apache-2.0
package com.example.lambda;

import static com.example.lambda.Template.list;
import static com.example.lambda.Template.map;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.halfturn.Halfturn;
import dev.halfturn.store.aws.policy.SsmPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What must be true of the stack, whatever else is changed in it. */
class TemplateTest {

  private static final Map<String, String> VALUES =
      Map.of(
          "App", "erp",
          "CodeBucket", "code",
          "CodeKey", "functions-1.zip",
          "Mail", "ops@example.com",
          "TimeZone", "UTC",
          "Tier", "standard");

  private final Template stack = Template.with(VALUES);

  TemplateTest() throws IOException {}

  /** At Amazon's deadline a secret is needed most. */
  @Test
  void nothingEverDeletesASecret() throws IOException {
    assertThat(Files.readString(Template.FILE)).doesNotContainPattern("\\bExpiration");
    assertThat(List.of("SecretsKey", "RotationQueue", "RotationDeadLetters"))
        .allSatisfy(
            name -> {
              assertThat(stack.resource(name)).containsEntry("DeletionPolicy", "Retain");
              assertThat(stack.resource(name)).containsEntry("UpdateReplacePolicy", "Retain");
            });
  }

  @Test
  void bothQueuesKeepEncryptedMessagesForFourteenDays() {
    assertThat(List.of("RotationQueue", "RotationDeadLetters"))
        .allSatisfy(
            name ->
                assertThat(stack.properties(name))
                    .containsEntry("MessageRetentionPeriod", 14 * 24 * 60 * 60)
                    .containsEntry("SqsManagedSseEnabled", true));
    assertThat(map(stack.properties("RotationQueue").get("RedrivePolicy")))
        .containsEntry("deadLetterTargetArn", "${RotationDeadLetters.Arn}");
  }

  @Test
  void onlyAmazonsAccountMaySendToTheQueueAndItMayNotRead() {
    assertThat(stack.properties("RotationQueuePolicy").get("Queues"))
        .isEqualTo(List.of("${RotationQueue}"));
    assertThat(stack.statements("RotationQueuePolicy", "PolicyDocument"))
        .singleElement()
        .satisfies(
            statement ->
                assertThat(statement)
                    .containsEntry("Effect", "Allow")
                    .containsEntry("Principal", Map.of("AWS", "437568002678"))
                    .containsEntry("Action", List.of("sqs:SendMessage", "sqs:GetQueueAttributes"))
                    .containsEntry("Resource", "${RotationQueue.Arn}"));
  }

  @Test
  void theRuleMatchesTheParametersByTheBeginningOfTheirNames() {
    Map<String, Object> pattern = map(stack.properties("NotChanged").get("EventPattern"));

    assertThat(pattern)
        .containsEntry("source", List.of("aws.ssm"))
        .containsEntry("detail-type", List.of("Parameter Store Policy Action"));
    assertThat(map(pattern.get("detail")))
        .containsEntry("parameter-name", List.of(Map.of("prefix", "/erp/")))
        .containsEntry("policy-type", List.of("NoChangeNotification"));
  }

  @Test
  void rulesAndAlarmsReachThePeopleThroughTheEncryptedTopic() {
    assertThat(stack.properties("Notices")).containsEntry("KmsMasterKeyId", "${NoticesKey}");
    assertThat(stack.statements("NoticesPolicy", "PolicyDocument"))
        .anySatisfy(statement -> assertLetsIn(statement, "events.amazonaws.com", "sns:Publish"))
        .anySatisfy(
            statement -> assertLetsIn(statement, "cloudwatch.amazonaws.com", "sns:Publish"));
    List<String> uses = List.of("kms:Decrypt", "kms:GenerateDataKey*");
    assertThat(stack.statements("NoticesKey", "KeyPolicy"))
        .anySatisfy(statement -> assertLetsIn(statement, "events.amazonaws.com", uses))
        .anySatisfy(statement -> assertLetsIn(statement, "cloudwatch.amazonaws.com", uses));
    assertThat(list(stack.properties("NotChanged").get("Targets")))
        .singleElement()
        .satisfies(target -> assertThat(map(target)).containsEntry("Arn", "${Notices}"));
  }

  private static void assertLetsIn(Map<String, Object> statement, String service, Object action) {
    assertThat(statement)
        .containsEntry("Effect", "Allow")
        .containsEntry("Principal", Map.of("Service", service))
        .containsEntry("Action", action);
    if (service.equals("events.amazonaws.com")) {
      assertThat(statement)
          .as("EventBridge names no source to keys")
          .doesNotContainKey("Condition");
    }
  }

  @Test
  void theKeyOfTheSecretsIsForThisAccountsRolesAlone() {
    assertThat(stack.properties("SecretsKey")).containsEntry("EnableKeyRotation", true);
    assertThat(stack.statements("SecretsKey", "KeyPolicy"))
        .singleElement()
        .satisfies(
            statement ->
                assertThat(statement)
                    .containsEntry(
                        "Principal",
                        Map.of("AWS", "arn:${AWS::Partition}:iam::${AWS::AccountId}:root")));
  }

  @Test
  void theRolesHaveTheRightsThatHalfturnAsksFor() throws IOException {
    Template open = Template.with(Map.of());

    assertThat(open.policy("TokenRole", "reader"))
        .isEqualTo(JSON.std.mapFrom(SsmPolicies.reader(scope())));
    assertThat(open.policy("CheckRole", "rotator"))
        .isEqualTo(JSON.std.mapFrom(SsmPolicies.rotator(scope())));
    assertThat(Template.with(Map.of("Tier", "advanced")).policy("CheckRole", "rotator"))
        .isEqualTo(JSON.std.mapFrom(SsmPolicies.rotator(scope())));
  }

  private static SsmPolicies.Scope scope() {
    return new SsmPolicies.Scope(
        "${AWS::Partition}",
        "${AWS::Region}",
        "${AWS::AccountId}",
        "${AWS::URLSuffix}",
        List.of("/${App}/*"),
        Optional.of("${SecretsKey.Arn}"),
        false);
  }

  @Test
  void noOtherPolicyOfARoleMentionsParametersOrTheirKey() {
    for (String role : List.of("TokenRole", "CheckRole")) {
      assertThat(list(stack.properties(role).get("Policies")))
          .filteredOn(policy -> !List.of("reader", "rotator").contains(name(policy)))
          .extracting(Object::toString)
          .allSatisfy(text -> assertThat(text).doesNotContain("ssm:", "SecretsKey"));
    }
  }

  private static Object name(Object policy) {
    return map(policy).get("PolicyName");
  }

  @Test
  void theFunctionsAreThoseOfTheBundle() throws ClassNotFoundException {
    for (String function : List.of("TokenFunction", "CheckFunction")) {
      Map<String, Object> properties = stack.properties(function);
      assertThat(RequestHandler.class)
          .isAssignableFrom(Class.forName((String) properties.get("Handler")));
      assertThat(properties.get("Code"))
          .isEqualTo(Map.of("S3Bucket", "code", "S3Key", "functions-1.zip"));
      assertThat(properties).containsEntry("Architectures", List.of("arm64"));
    }
  }

  @Test
  void theSettingsOfTheFunctionsAreSuchThatTheyStart() throws IOException {
    Map<String, String> made = new TreeMap<>(VALUES);
    made.put("SecretsKey.Arn", "arn:aws:kms:eu-central-1:123456789012:key/example");
    made.put("Notices", "arn:aws:sns:eu-central-1:123456789012:notices");
    for (String tier : List.of("standard", "advanced")) {
      made.put("Tier", tier);
      Template template = Template.with(made);
      for (String function : List.of("TokenFunction", "CheckFunction")) {
        try (Halfturn halfturn = Opened.from(template.environment(function))) {
          assertThat(halfturn.secrets().storeName()).isEqualTo("aws-ssm");
          assertThat(halfturn.applications().names()).containsExactly("erp");
        }
      }
    }
  }

  @Test
  void theRehearsalTouchesNothingButThisMachine() throws IOException {
    assertThat(Opened.settings(stack.environment("TokenFunction").get("HALFTURN_REHEARSAL")))
        .containsEntry("store.aws-ssm.endpoint", "http://127.0.0.1:9")
        .containsEntry("store.aws-ssm.access-key-id", "rehearsal")
        .containsEntry("store.aws-ssm.secret-access-key", "rehearsal");
  }

  @Test
  void anotherBundlePublishesAnotherSnapshot() {
    assertThat(stack.properties("TokenFunction"))
        .containsEntry("SnapStart", Map.of("ApplyOn", "PublishedVersions"));
    assertThat(stack.properties("TokenVersion")).containsEntry("Description", "functions-1.zip");
    assertThat(stack.properties("TokenAlias"))
        .containsEntry("FunctionVersion", "${TokenVersion.Version}");
  }

  @Test
  void theScheduleLooksAtTheApplicationAndNoTwoChecksRunAtOnce() throws IOException {
    assertThat(map(stack.properties("DailyCheck").get("Target")))
        .containsEntry("Arn", "${CheckFunction.Arn}")
        .containsEntry("Input", "{\"app\":\"erp\"}");
    assertThat(stack.properties("CheckFunction")).containsEntry("ReservedConcurrentExecutions", 1);
    assertThat(Template.with(Map.of("ReserveConcurrency", "no")).properties("CheckFunction"))
        .doesNotContainKey("ReservedConcurrentExecutions");
  }

  @Test
  void whatGoesWrongIsToldToPeople() {
    Map<String, Map<String, Object>> alarms = new TreeMap<>();
    stack
        .resources()
        .forEach(
            (name, resource) -> {
              if (map(resource).get("Type").equals("AWS::CloudWatch::Alarm")) {
                alarms.put(name, map(map(resource).get("Properties")));
              }
            });

    assertThat(alarms)
        .containsOnlyKeys(
            "CheckFails", "DeadLettersWait", "NobodyLooked", "QueueWaits", "TokenFails");
    assertThat(alarms.values())
        .allSatisfy(
            alarm -> assertThat(alarm).containsEntry("AlarmActions", List.of("${Notices}")));
    assertThat(alarms.get("NobodyLooked"))
        .containsEntry("TreatMissingData", "breaching")
        .containsEntry("EvaluationPeriods", 2);
    assertThat(list(alarms.get("NobodyLooked").get("Metrics")).stream().map(Template::map))
        .filteredOn(metric -> metric.containsKey("MetricStat"))
        .hasSize(2)
        .allSatisfy(
            metric ->
                assertThat(map(metric.get("MetricStat"))).containsEntry("Period", 24 * 60 * 60));
  }

  @Test
  void aNumberIsSubscribedIfThereIsOne() throws IOException {
    assertThat(stack.properties("NoticesByMail")).containsEntry("Endpoint", "ops@example.com");
    assertThat(stack.resources()).doesNotContainKey("NoticesByPhone");
    assertThat(Template.with(Map.of("Phone", "+4915112345678")).properties("NoticesByPhone"))
        .containsEntry("Endpoint", "+4915112345678");
  }

  /** The policy that Amazon asks its developers to keep wants three months, and audits a year. */
  @Test
  void logsAreKeptForAYear() {
    assertThat(List.of("TokenLog", "CheckLog"))
        .allSatisfy(log -> assertThat(stack.properties(log)).containsEntry("RetentionInDays", 365));
  }

  /** CloudFormation reads YAML without anchors, aliases and merges. */
  @Test
  void noYamlIsUsedThatCloudFormationDoesNotRead() throws IOException {
    assertThat(Files.readAllLines(Template.FILE))
        .noneMatch(line -> line.matches(".*(: |- )[&*]\\w.*|.*<<:.*"));
  }
}
