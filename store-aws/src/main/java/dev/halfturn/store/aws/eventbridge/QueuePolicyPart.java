// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import dev.halfturn.spi.ProvisionedStep.State;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** That the role may send to the queue. */
final class QueuePolicyPart implements Part {

  private static final String SID = "HalfturnWakeUps";

  private final Arn queue;
  private final Arn role;
  private String url = "";
  private PolicyDocument policy = PolicyDocument.of("");

  QueuePolicyPart(Arn queue, Arn role) {
    this.queue = queue;
    this.role = role;
  }

  @Override
  public String name() {
    return "policy of queue " + queue.name() + ": " + role.name() + " may send";
  }

  @Override
  public String service() {
    return "SQS";
  }

  @Override
  public Finding look(Calls calls) {
    if (!read(calls)) {
      return Finding.of(State.MISSING, "the queue has to be there first");
    }
    if (policy.says(statement())) {
      return Finding.inOrder();
    }
    return policy.has(SID) ? Finding.different() : Finding.missing();
  }

  /** Returns whether there is a queue. */
  private boolean read(Calls calls) {
    try {
      url =
          String.valueOf(
              calls
                  .read(
                      "sqs",
                      "AmazonSQS.GetQueueUrl",
                      Json.object(
                          "QueueName", queue.resource(), "QueueOwnerAWSAccountId", queue.account()))
                  .get("QueueUrl"));
      Object attributes =
          calls
              .read(
                  "sqs",
                  "AmazonSQS.GetQueueAttributes",
                  Json.object("QueueUrl", url, "AttributeNames", List.of("Policy")))
              .get("Attributes");
      policy = PolicyDocument.of(attributes instanceof Map<?, ?> map ? map.get("Policy") : "");
      return true;
    } catch (AwsServiceException e) {
      if (TargetPart.isMissing(e)) {
        return false;
      }
      throw e;
    }
  }

  private Map<String, Object> statement() {
    return Json.object(
        "Sid",
        SID,
        "Effect",
        "Allow",
        "Principal",
        Map.of("AWS", role.text()),
        "Action",
        "sqs:SendMessage",
        "Resource",
        queue.text());
  }

  @Override
  public void mend(Calls calls) {
    set(calls, policy.with(statement()).text());
  }

  @Override
  public Finding remove(Calls calls) {
    if (!read(calls) || !policy.has(SID)) {
      return Finding.of(State.ABSENT);
    }
    PolicyDocument rest = policy.without(SID);
    set(calls, rest.statements().isEmpty() ? "" : rest.text());
    return Finding.of(State.REMOVED);
  }

  private void set(Calls calls, String text) {
    calls.write(
        "sqs",
        "AmazonSQS.SetQueueAttributes",
        Json.object("QueueUrl", url, "Attributes", Map.of("Policy", text)));
  }
}
