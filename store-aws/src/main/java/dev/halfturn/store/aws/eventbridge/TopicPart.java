// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import dev.halfturn.spi.ProvisionedStep.State;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** The topic to which events go. It is never ours, and others may be told by it as well. */
record TopicPart(Arn topic) implements Part {

  private static final String KEY_OF_AMAZON = "alias/aws/sns";

  @Override
  public String name() {
    return "topic " + topic.text();
  }

  @Override
  public String service() {
    return "SNS";
  }

  @Override
  public Finding look(Calls calls) {
    try {
      String key = attributes(calls, topic).value("KmsMasterKeyId").orElse("");
      if (key.endsWith(KEY_OF_AMAZON)) {
        return Finding.of(
            State.DIFFERENT,
            "EventBridge cannot use "
                + KEY_OF_AMAZON
                + ": encrypt the topic with a key of your own that lets events.amazonaws.com use"
                + " kms:GenerateDataKey* and kms:Decrypt, or not at all");
      }
      return key.isEmpty()
          ? Finding.inOrder()
          : Finding.of(
              State.IN_ORDER,
              "see that its key lets events.amazonaws.com use kms:GenerateDataKey* and kms:Decrypt");
    } catch (AwsServiceException e) {
      if (isMissing(e)) {
        return Finding.of(State.MISSING, "make it: halfturn notify setup, or set topic-arn");
      }
      throw e;
    }
  }

  static XmlElements attributes(Calls calls, Arn topic) {
    return calls.ask("sns", "GetTopicAttributes", Map.of("TopicArn", topic.text()));
  }

  static boolean isMissing(AwsServiceException refusal) {
    return refusal.statusCode() == 404;
  }
}
