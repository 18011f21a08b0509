// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import dev.halfturn.spi.ProvisionedStep.State;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** That EventBridge may publish to the topic, without which every event is lost in silence. */
final class TopicPolicyPart implements Part {

  private static final String SID = "HalfturnEvents";

  private final Arn topic;
  private PolicyDocument policy = PolicyDocument.of("");

  TopicPolicyPart(Arn topic) {
    this.topic = topic;
  }

  @Override
  public String name() {
    return "policy of topic " + topic.name() + ": EventBridge may publish";
  }

  @Override
  public String service() {
    return "SNS";
  }

  @Override
  public Finding look(Calls calls) {
    if (!read(calls)) {
      return Finding.of(State.MISSING, "the topic has to be there first");
    }
    if (policy.says(statement())) {
      return Finding.inOrder();
    }
    return policy.has(SID) ? Finding.different() : Finding.missing();
  }

  /** Returns whether there is a topic. */
  private boolean read(Calls calls) {
    try {
      policy = PolicyDocument.of(TopicPart.attributes(calls, topic).value("Policy").orElse(""));
      return true;
    } catch (AwsServiceException e) {
      if (TopicPart.isMissing(e)) {
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
        Map.of("Service", "events.amazonaws.com"),
        "Action",
        "sns:Publish",
        "Resource",
        topic.text());
  }

  @Override
  public void mend(Calls calls) {
    set(calls, policy.with(statement()));
  }

  @Override
  public Finding remove(Calls calls) {
    if (!read(calls) || !policy.has(SID)) {
      return Finding.of(State.ABSENT);
    }
    PolicyDocument rest = policy.without(SID);
    if (rest.statements().isEmpty()) {
      return Finding.of(State.KEPT, "a topic's policy cannot be empty, and says nothing else");
    }
    set(calls, rest);
    return Finding.of(State.REMOVED);
  }

  private void set(Calls calls, PolicyDocument changed) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("TopicArn", topic.text());
    fields.put("AttributeName", "Policy");
    fields.put("AttributeValue", changed.text());
    calls.change("sns", "SetTopicAttributes", fields);
  }
}
