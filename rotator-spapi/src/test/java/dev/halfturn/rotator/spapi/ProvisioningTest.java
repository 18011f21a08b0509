// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.IssuerCheck.Verdict;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.ProvisionedSchedulerFactory.Task;
import dev.halfturn.spi.ProvisionedStep;
import dev.halfturn.spi.ProvisionedStep.State;
import dev.halfturn.spi.SecretIssuer;
import dev.halfturn.testbed.aws.AwsError;
import dev.halfturn.testkit.Plugins;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvisioningTest extends ProvisioningContract {

  private static final String URL =
      "https://sqs.eu-central-1.amazonaws.com/111122223333/new-secrets";
  private static final String ARN = "arn:aws:sqs:eu-central-1:111122223333:new-secrets";

  private final Bed bed = new Bed();

  @AfterEach
  void stop() {
    bed.close();
  }

  @Override
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(bed.settings());
    settings.put("queue-url", URL);
    settings.put("dlq-url", URL + "-dead");
    return settings;
  }

  @Override
  void send(String text) {
    bed.queues.queue("new-secrets").send(text);
  }

  @Test
  void theStepsSayWhatAPersonHasToDo() {
    List<ProvisionedStep> steps = provision(Task.APPLY, false, Map.of());

    assertThat(steps)
        .extracting(ProvisionedStep::name)
        .containsExactly(
            "queue new-secrets-dead",
            "queue new-secrets",
            "registration of queue new-secrets with Amazon");
    assertThat(steps.get(2).advice().orElseThrow())
        .contains(ARN, "Application Client New Secret", "Application Client Secret Expiry");
  }

  @Test
  void withoutAnAddressForDeadLettersOneIsMadeBesideTheQueue() {
    List<ProvisionedStep> steps = provision(Task.APPLY, false, Map.of("dlq-url", ""));

    assertThat(steps.get(0).name()).isEqualTo("queue new-secrets-dead");
    assertThat(steps.get(0).advice())
        .contains("set dlq-url to " + URL + "-dead, so that it is read");
  }

  @Test
  void whatDiffersIsMendedAndTheRestOfThePolicyStays() {
    String others =
        "{\"Sid\":\"Ours\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"111122223333\"},"
            + "\"Action\":\"sqs:*\",\"Resource\":\"*\"}";
    bed.queues.queue("new-secrets").attributes().put("Policy", Bed.policy(others));
    bed.queues.queue("new-secrets").attributes().put("KmsMasterKeyId", "alias/mine");

    List<ProvisionedStep> verified = provision(Task.VERIFY, false, Map.of());
    List<ProvisionedStep> applied = provision(Task.APPLY, false, Map.of());

    assertThat(verified.get(1).state()).isEqualTo(State.DIFFERENT);
    assertThat(applied.get(1).state()).isEqualTo(State.CHANGED);
    assertThat(applied.get(1).advice().orElseThrow()).contains("kms:GenerateDataKey");
    Map<String, String> attributes = bed.queues.queue("new-secrets").attributes();
    assertThat(attributes)
        .containsEntry("MessageRetentionPeriod", "1209600")
        .containsEntry("RedrivePolicy", Bed.redrive(ARN + "-dead", 10))
        .doesNotContainKey("SqsManagedSseEnabled");
    assertThat(attributes.get("Policy"))
        .contains("\"Sid\":\"Ours\"", "\"Sid\":\"HalfturnAmazonSends\"", "437568002678");
    assertThat(states(Task.VERIFY, false))
        .containsExactly(State.IN_ORDER, State.IN_ORDER, State.UNKNOWN);
  }

  @Test
  void whatDiffersIsNamed() {
    bed.queues.queue("new-secrets-dead");

    assertThat(provision(Task.VERIFY, false, Map.of()).get(0).advice())
        .contains("differs in MessageRetentionPeriod, SqsManagedSseEnabled");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "KmsMasterKeyId | alias/aws/sqs | its key is alias/aws/sqs",
        "Policy | {\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sqs:SendMessage\"} |"
            + " its policy refuses Amazon's account",
        "Policy | {\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"999988887777\"},\"Action\":\"sqs:*\"} |"
            + " its policy lets others send, read or delete: take out 999988887777",
        "Policy | {\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sqs:SendMessage\"} |"
            + " its policy lets others send, read or delete: take out *"
      })
  void whatPreflightBlocksAndSetupDoesNotMendIsNotInOrder(
      String attribute, String value, String advice) {
    provision(Task.APPLY, false, Map.of());
    Map<String, String> attributes = bed.queues.queue("new-secrets").attributes();
    attributes.put(
        attribute,
        attribute.equals("Policy")
            ? Bed.policy(Bed.AMAZON.replace(":halfturn-new-secrets", ":new-secrets"), value)
            : value);

    for (Task task : List.of(Task.VERIFY, Task.APPLY)) {
      ProvisionedStep step = provision(task, false, Map.of()).get(1);
      assertThat(step.state()).isEqualTo(State.DIFFERENT);
      assertThat(step.advice().orElseThrow()).startsWith(advice).doesNotContain("differs in");
    }
    assertThat(blocked())
        .isNotEmpty()
        .allSatisfy(hint -> assertThat(hint).doesNotContain("queue setup"));
  }

  private List<String> blocked() {
    try (SecretIssuer issuer =
        Plugins.open(new SpapiIssuerFactory(), settings(), Bed.context(bed.clock))) {
      return issuer.preflight().stream()
          .filter(check -> check.verdict() == Verdict.BLOCKED)
          .map(check -> check.problem().flatMap(Problem::hint).orElseThrow())
          .toList();
    }
  }

  @Test
  void whatIsMendedBesideWhatIsNotIsNamedNoMore() {
    bed.queues
        .queue("new-secrets")
        .attributes()
        .put(
            "Policy", Bed.policy("{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sqs:*\"}"));

    ProvisionedStep verified = provision(Task.VERIFY, false, Map.of()).get(1);
    ProvisionedStep applied = provision(Task.APPLY, false, Map.of()).get(1);

    assertThat(verified.advice().orElseThrow())
        .startsWith("differs in MessageRetentionPeriod, ")
        .contains("; its policy refuses Amazon's account");
    assertThat(applied.state()).isEqualTo(State.DIFFERENT);
    assertThat(applied.advice().orElseThrow()).startsWith("its policy refuses Amazon's account");
    assertThat(bed.queues.queue("new-secrets").attributes())
        .containsEntry("MessageRetentionPeriod", "1209600");
  }

  @Test
  void othersWhoReadDeadLettersAreNamedTooBesideWhatIsToBeSet() {
    provision(Task.APPLY, false, Map.of());
    bed.queues
        .queue("new-secrets-dead")
        .attributes()
        .put(
            "Policy",
            Bed.policy("{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sqs:*\"}"));

    ProvisionedStep step = provision(Task.VERIFY, false, Map.of("dlq-url", "")).get(0);

    assertThat(step.state()).isEqualTo(State.DIFFERENT);
    assertThat(step.advice().orElseThrow())
        .startsWith("its policy lets others send, read or delete: take out *; set dlq-url to");
  }

  @Test
  void aQueueOfSomebodyElseIsKept() {
    bed.queues.queue("new-secrets");

    List<ProvisionedStep> removed = provision(Task.REMOVE, false, Map.of());

    assertThat(removed)
        .extracting(ProvisionedStep::state)
        .containsExactly(State.KEPT, State.ABSENT);
    assertThat(bed.queues.names()).contains("new-secrets");
  }

  @Test
  void aQueueMadeInAnotherAccountIsTakenBack() {
    Map<String, String> other =
        Map.of(
            "queue-url",
            URL.replace("111122223333", "999988887777"),
            "dlq-url",
            URL.replace("111122223333", "999988887777") + "-dead");

    assertThatThrownBy(() -> provision(Task.APPLY, false, other))
        .hasMessageContaining("another account than 999988887777");

    assertThat(bed.queues.names()).doesNotContain("new-secrets", "new-secrets-dead");
  }

  @Test
  void aFifoQueueIsNotMade() {
    assertThatThrownBy(() -> provision(Task.APPLY, false, Map.of("queue-url", URL + ".fifo")))
        .hasMessageContaining("FIFO");
  }

  @Test
  void whoeverMayNotIsTold() {
    bed.aws.refuses("CreateQueue", AwsError.of("AccessDenied", "no"));

    assertThatThrownBy(() -> provision(Task.APPLY, false, Map.of()))
        .hasMessage("SQS refused issuer 'spapi': AccessDenied");
  }
}
