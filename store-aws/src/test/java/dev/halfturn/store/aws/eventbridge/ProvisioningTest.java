// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.ProvisionedSchedulerFactory.Task;
import dev.halfturn.spi.ProvisionedStep;
import dev.halfturn.spi.ProvisionedStep.State;
import dev.halfturn.testbed.aws.AwsError;
import dev.halfturn.testbed.aws.AwsReply;
import dev.halfturn.testbed.aws.FakeEvents;
import dev.halfturn.testbed.aws.FakeSns;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProvisioningTest extends ProvisioningContract {

  private static final String RULE = "halfturn-parameter-events";
  private static final Map<String, String> ERP = Map.of("parameter-prefix", "/my-erp/");

  private final Bed bed = Bed.bare();
  private final FakeSns sns = new FakeSns("arn:aws:sns:eu-central-1:111122223333:reminders");
  private final FakeEvents events = new FakeEvents(sns::take);
  private String trusted = "scheduler.amazonaws.com";

  @BeforeEach
  void play() {
    bed.aws
        .with("sns", sns)
        .with("events", events)
        .with("iam", request -> AwsReply.xml(200, role()))
        .with(
            "lambda",
            request -> {
              if (!request.path().equals("/2015-03-31/functions/check/configuration")) {
                throw new AwsError(404, "ResourceNotFoundException", "no such function");
              }
              return AwsReply.json(Map.of("State", "Active"));
            });
  }

  private String role() {
    String trust =
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":[\"ec2.amazonaws.com\",\""
            + trusted
            + "\"]},\"Action\":\"sts:AssumeRole\"}]}";
    return "<GetRoleResponse><GetRoleResult><Role><AssumeRolePolicyDocument>"
        + URLEncoder.encode(trust, StandardCharsets.UTF_8)
        + "</AssumeRolePolicyDocument></Role></GetRoleResult></GetRoleResponse>";
  }

  @AfterEach
  void stop() {
    bed.close();
  }

  @Override
  URI endpoint() {
    return bed.aws.endpoint();
  }

  @Override
  String account() {
    return "111122223333";
  }

  private ProvisionedStep step(Task task, String name) {
    return provision(task, false).stream()
        .filter(step -> step.name().startsWith(name))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, ?> change(String name, String operation) {
    return Map.of(
        "source", "aws.ssm",
        "detail-type", "Parameter Store Change",
        "time", "2026-08-28T09:14:00Z",
        "detail", Map.of("name", name, "type", "SecureString", "operation", operation));
  }

  private static Map<String, ?> standstill(String name) {
    return Map.of(
        "source", "aws.ssm",
        "detail-type", "Parameter Store Policy Action",
        "time", "2026-08-28T09:14:00Z",
        "detail",
            Map.of(
                "parameter-name", name,
                "policy-type", "NoChangeNotification",
                "action-status", "SUCCESS"));
  }

  @Test
  void aChangedClientSecretIsToldInWordsThatFitIntoOneSms() {
    provision(Task.APPLY, false, ERP);
    events.happen(change("/my-erp/lwa/clientsecret", "Update"));
    events.happen(change("/my-erp/lwa/cliensecret", "Delete"));

    assertThat(sns.published())
        .containsExactly(
            "Halfturn: /my-erp/lwa/clientsecret was changed (Update, 2026-08-28T09:14:00Z). If none"
                + " of you did: halfturn status",
            "Halfturn: /my-erp/lwa/cliensecret was changed (Delete, 2026-08-28T09:14:00Z). If none"
                + " of you did: halfturn status")
        .allMatch(text -> text.length() <= 140);
  }

  @Test
  void whatEveryLookWritesIsNotTold() {
    provision(Task.APPLY, false, Map.of("parameter-prefix", "/my-erp"));
    for (String name :
        List.of(
            "/my-erp/lwa/clientsecret/rotation",
            "/my-erp/lwa/clientsecret/inbox",
            "/my-erp/lwa/clientsecret/previous",
            "/my-erp/refreshToken",
            "/my-erp-jp/lwa/clientsecret")) {
      events.happen(change(name, "Update"));
    }
    events.happen(change("/my-erp/lwa/clientsecret", "LabelParameterVersion"));
    events.happen(standstill("/my-erp/lwa/clientsecret"));

    assertThat(sns.published()).isEmpty();
  }

  @Test
  void withoutAPrefixTheClientSecretsAreWatchedWhereTheyLie() {
    provision(Task.APPLY, false);
    events.happen(change("/erp/lwa/clientsecret", "Update"));
    events.happen(change("/my-shop/lwa/cliensecret", "Update"));
    events.happen(change("/shop/lwa/clientsecret", "Update"));
    events.happen(change("/my-erp/lwa/clientsecret", "Update"));
    events.happen(standstill("/erp/lwa/clientsecret"));
    events.happen(standstill("/erp-jp/lwa/clientsecret"));

    assertThat(sns.published())
        .hasSize(3)
        .contains(
            "Halfturn: /erp/lwa/clientsecret was not changed for 150 days (2026-08-28T09:14:00Z)."
                + " Rotate: halfturn status");
  }

  @Test
  void whatSomebodyAltersIsFoundAndMended() {
    provision(Task.APPLY, false);
    Map<String, Object> rule = new TreeMap<>(events.rules().get(RULE));
    rule.put("State", "DISABLED");
    events.rules().put(RULE, rule);
    events.targets(RULE + "-unchanged").clear();
    sns.attributes()
        .computeIfPresent(
            "Policy", (name, policy) -> policy.replace("sns:Publish", "sns:Subscribe"));
    bed.sqs.attributes().clear();

    assertThat(states(provision(Task.VERIFY, false)))
        .containsEntry("rule " + RULE, State.DIFFERENT)
        .containsEntry("what rule " + RULE + " tells", State.IN_ORDER)
        .containsEntry("what rule " + RULE + "-unchanged tells", State.MISSING)
        .containsEntry("policy of topic reminders: EventBridge may publish", State.DIFFERENT)
        .containsEntry("policy of queue wake-ups: halfturn-scheduler may send", State.MISSING);
    assertThat(states(provision(Task.APPLY, false)))
        .containsEntry("rule " + RULE, State.CHANGED)
        .containsEntry("what rule " + RULE + "-unchanged tells", State.MADE)
        .containsEntry("policy of topic reminders: EventBridge may publish", State.CHANGED);
    assertThat(provision(Task.VERIFY, false))
        .extracting(ProvisionedStep::state)
        .containsOnly(State.IN_ORDER);
  }

  @Test
  void jsonThatIsWrittenDifferentlyIsTheSame() {
    provision(Task.APPLY, false);
    Map<String, Object> rule = new TreeMap<>(events.rules().get(RULE));
    rule.put(
        "EventPattern",
        "{ \"detail\": {\"operation\": [\"Update\", \"Delete\"], \"name\":"
            + " [\"/erp/lwa/clientsecret\", \"/my-shop/lwa/cliensecret\"]},\n \"source\": [\"aws.ssm\"],"
            + " \"detail-type\": [\"Parameter Store Change\"] }");
    events.rules().put(RULE, rule);
    sns.attributes()
        .computeIfPresent(
            "Policy", (name, policy) -> policy.replace("\"sns:Publish\"", "[\"SNS:Publish\"]"));

    assertThat(provision(Task.VERIFY, false))
        .extracting(ProvisionedStep::state)
        .containsOnly(State.IN_ORDER);
  }

  @Test
  void statementsOfOthersStayAsTheyAre() {
    List<?> before = sns.statements();
    bed.sqs.attributes().put("Policy", "{\"Statement\":{\"Sid\":\"Theirs\",\"Effect\":\"Deny\"}}");

    provision(Task.APPLY, false);
    assertThat(sns.statements()).hasSize(2).element(0).isEqualTo(before.get(0));
    assertThat(bed.sqs.attributes().get("Policy")).contains("\"Theirs\"", "\"HalfturnWakeUps\"");

    provision(Task.REMOVE, false);
    assertThat(sns.statements()).isEqualTo(before);
    assertThat(bed.sqs.attributes().get("Policy"))
        .isEqualTo("{\"Statement\":[{\"Sid\":\"Theirs\",\"Effect\":\"Deny\"}]}");
  }

  @Test
  void aStatementThatSaysTheSameUnderAnotherNameWillDo() {
    provision(Task.APPLY, false);
    sns.attributes()
        .computeIfPresent(
            "Policy", (name, policy) -> policy.replace("HalfturnEvents", "PublishEventsToMyTopic"));

    assertThat(step(Task.VERIFY, "policy of topic").state()).isEqualTo(State.IN_ORDER);
    assertThat(step(Task.REMOVE, "policy of topic").state()).isEqualTo(State.ABSENT);
    assertThat(sns.statements()).hasSize(2);
  }

  @Test
  void aRuleOfSomebodyElseIsNeitherChangedNorTakenAway() {
    Map<String, Object> theirs =
        Map.of("Name", RULE, "EventPattern", "{\"source\":[\"theirs\"]}", "State", "ENABLED");
    events.rules().put(RULE, theirs);
    assertThat(step(Task.APPLY, "rule " + RULE))
        .satisfies(
            step -> {
              assertThat(step.state()).isEqualTo(State.DIFFERENT);
              assertThat(step.advice()).hasValue("it is somebody else's: set rule to another name");
            });
    assertThat(step(Task.APPLY, "what rule " + RULE + " tells").state()).isEqualTo(State.DIFFERENT);

    assertThat(states(provision(Task.REMOVE, false))).containsEntry("rule " + RULE, State.KEPT);
    assertThat(events.rules()).containsExactly(Map.entry(RULE, theirs));
  }

  @Test
  void aRuleThatTellsOthersTooIsLeft() {
    provision(Task.APPLY, false);
    events.targets(RULE).put("theirs", Map.of("Id", "theirs", "Arn", "arn:x"));

    Map<String, State> states = states(provision(Task.REMOVE, false));
    assertThat(states)
        .containsEntry("rule " + RULE, State.KEPT)
        .containsEntry("what rule " + RULE + " tells", State.REMOVED)
        .containsEntry("rule " + RULE + "-unchanged", State.REMOVED);
    assertThat(events.targets(RULE)).containsOnlyKeys("theirs");
  }

  @Test
  void theSchedulesGoAndThoseOfOthersKeepTheGroup() {
    provision(Task.APPLY, false);
    bed.schedules.put("halfturn", "halfturn-erp");
    bed.schedules.put("halfturn", "halfturn-shop");
    bed.schedules.put("halfturn", "theirs");

    assertThat(states(provision(Task.REMOVE, false)))
        .containsEntry("schedules halfturn-... in group halfturn", State.REMOVED)
        .containsEntry("group of schedules halfturn", State.KEPT);
    assertThat(bed.schedules.schedules("halfturn")).containsOnlyKeys("theirs");
  }

  @Test
  void aTopicThatEventBridgeCannotEncryptForIsSaid() {
    sns.attributes().put("KmsMasterKeyId", "alias/aws/sns");
    assertThat(step(Task.APPLY, "topic "))
        .satisfies(
            step -> {
              assertThat(step.state()).isEqualTo(State.DIFFERENT);
              assertThat(step.advice().orElseThrow())
                  .startsWith("EventBridge cannot use alias/aws/sns: encrypt the topic with a key");
            });

    sns.attributes().put("KmsMasterKeyId", "alias/ours");
    assertThat(step(Task.VERIFY, "topic "))
        .satisfies(
            step -> {
              assertThat(step.state()).isEqualTo(State.IN_ORDER);
              assertThat(step.advice()).isPresent();
            });
  }

  @Test
  void whatOnlyAPersonCanMakeIsSaid() {
    trusted = "lambda.amazonaws.com";
    assertThat(step(Task.APPLY, "role "))
        .satisfies(
            step -> {
              assertThat(step.state()).isEqualTo(State.DIFFERENT);
              assertThat(step.advice())
                  .hasValue(
                      "let scheduler.amazonaws.com assume it: sts:AssumeRole in its trust policy");
            });
    bed.aws.refuses(
        request ->
            request.service().equals("iam")
                ? Optional.of(new AwsError(404, "NoSuchEntity", "none"))
                : Optional.empty());
    assertThat(step(Task.APPLY, "role ").state()).isEqualTo(State.MISSING);
  }

  @Test
  void whatMayNotBeLookedAtIsUnknownIfItIsNotOurs() {
    bed.aws.refuses("GetRole", new AwsError(403, "AccessDenied", "no"));
    assertThat(step(Task.VERIFY, "role "))
        .satisfies(
            step -> {
              assertThat(step.state()).isEqualTo(State.UNKNOWN);
              assertThat(step.advice())
                  .hasValue("nobody could look: allow these credentials iam:GetRole");
            });

    bed.aws.refuses("DescribeRule", new AwsError(400, "AccessDeniedException", "no"));
    assertThatThrownBy(() -> provision(Task.VERIFY, false))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            failure ->
                assertThat(failure.problem().hint())
                    .hasValue("allow these credentials events:DescribeRule"))
        .hasMessage("EventBridge refused scheduler 'tested': AccessDeniedException");
  }

  @Test
  void aFunctionNeedsNoPolicyOfAQueue() {
    Map<String, String> function = Map.of("target-arn", Bed.FUNCTION.text());
    assertThat(states(provision(Task.APPLY, false, function)))
        .containsEntry("function " + Bed.FUNCTION.text(), State.IN_ORDER)
        .noneSatisfy((name, state) -> assertThat(name).startsWith("policy of queue"));
    assertThat(
            states(
                provision(
                    Task.VERIFY, false, Map.of("target-arn", Bed.FUNCTION.text() + "er:live"))))
        .containsEntry("function " + Bed.FUNCTION.text() + "er:live", State.MISSING);
  }

  @Test
  void aQueueOrTopicThatIsNotThereIsMissingWithWhatBelongsToIt() {
    Map<String, String> wrong =
        Map.of(
            "target-arn", queue().text() + "-2",
            "topic-arn", topic() + "-2");
    assertThat(states(provision(Task.APPLY, false, wrong)))
        .containsEntry("queue " + queue().text() + "-2", State.MISSING)
        .containsEntry("policy of queue wake-ups-2: halfturn-scheduler may send", State.MISSING)
        .containsEntry("topic " + topic() + "-2", State.MISSING)
        .containsEntry("policy of topic reminders-2: EventBridge may publish", State.MISSING);
    assertThat(states(provision(Task.REMOVE, false, wrong)))
        .containsEntry("policy of queue wake-ups-2: halfturn-scheduler may send", State.ABSENT)
        .containsEntry("policy of topic reminders-2: EventBridge may publish", State.ABSENT);
  }

  @Test
  void anAnswerOfSuccessThatSaysNothingWasDoneIsAFailure() {
    events.refuseTargets();
    assertThatThrownBy(() -> provision(Task.APPLY, false))
        .isInstanceOf(HalfturnException.class)
        .hasMessage(
            "EventBridge did not take what rule halfturn-parameter-events is to tell:"
                + " ConcurrentModificationException");
  }

  @Test
  void aGroupThatIsStillBeingDeletedIsNotTakenForOneThatIsThere() {
    provision(Task.APPLY, false);
    bed.schedules.deletes("halfturn");

    assertThat(states(provision(Task.VERIFY, false)))
        .containsEntry("group of schedules halfturn", State.DIFFERENT);
  }

  @Test
  void theDefaultGroupIsNeitherMadeNorTakenAway() {
    Map<String, String> group = Map.of("group", "default");
    assertThat(provision(Task.APPLY, false, group))
        .noneMatch(step -> step.name().startsWith("group"));
    provision(Task.REMOVE, false, group);
    assertThat(bed.schedules.groups()).containsExactly("default");
  }

  @Test
  void anotherRegionIsRefused() {
    assertFails(
        ErrorCode.INVALID_ARGUMENT,
        "scheduler 'tested' works in eu-west-1, and its target-arn lies in eu-central-1",
        Map.of("region", "eu-west-1"));
  }

  private void assertFails(ErrorCode code, String message, Map<String, String> more) {
    assertThatThrownBy(() -> provision(Task.APPLY, false, more))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(code);
              assertThat(failure).hasMessage(message);
            });
  }

  @Test
  void withNoApplicationsOrTooManyAPrefixIsAskedFor() {
    TreeMap<String, String> many = new TreeMap<>();
    for (int i = 0; i < 200; i++) {
      many.put("application-" + i, "/application-" + i + "/lwa/clientsecret");
    }
    for (TreeMap<String, String> apps : List.of(new TreeMap<String, String>(), many)) {
      assertThatThrownBy(
              () ->
                  new EventBridgeSchedulerFactory()
                      .provision(
                          Task.APPLY,
                          false,
                          Bed.config(queue(), endpoint(), Map.of("topic-arn", topic())),
                          Bed.context(bed.clock),
                          apps))
          .isInstanceOfSatisfying(
              HalfturnException.class,
              failure ->
                  assertThat(failure.problem().hint().orElseThrow()).contains("parameter-prefix"));
    }
    assertThat(events.rules()).isEmpty();
  }
}
