// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import dev.halfturn.spi.ProvisionedStep.State;
import dev.halfturn.store.aws.call.AwsFailure;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What is woken. It is never ours. */
record TargetPart(Arn target) implements Part {

  private static final Set<String> UNKNOWN =
      Set.of("QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue");

  @Override
  public String name() {
    return (target.isQueue() ? "queue " : "function ") + target.text();
  }

  @Override
  public String service() {
    return target.isQueue() ? "SQS" : "Lambda";
  }

  @Override
  public Finding look(Calls calls) {
    try {
      if (target.isQueue()) {
        calls.read(
            "sqs",
            "AmazonSQS.GetQueueUrl",
            Json.object(
                "QueueName", target.resource(), "QueueOwnerAWSAccountId", target.account()));
      } else {
        calls.get(
            "lambda",
            "GetFunctionConfiguration",
            "/2015-03-31/functions/" + target.resource().split(":", -1)[1] + "/configuration");
      }
      return Finding.inOrder();
    } catch (AwsServiceException e) {
      if (isMissing(e)) {
        return Finding.of(State.MISSING, "make it, or set target-arn to one that is there");
      }
      if (Denied.is(e)) {
        return Denied.finding(calls);
      }
      throw e;
    }
  }

  static boolean isMissing(AwsServiceException refusal) {
    String name = AwsFailure.name(refusal);
    return UNKNOWN.contains(name) || name.equals("ResourceNotFoundException");
  }
}
