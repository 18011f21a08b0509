// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.aws;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** SNS, as far as one topic is described, and takes what EventBridge may send. */
public final class FakeSns implements AwsService {

  private final String arn;
  private final Map<String, String> attributes = new TreeMap<>();
  private final List<String> published = new ArrayList<>();

  /**
   * @param arn of the topic
   */
  public FakeSns(String arn) {
    this.arn = arn;
    attributes.put(
        "Policy",
        "{\"Version\":\"2008-10-17\",\"Id\":\"__default_policy_ID\",\"Statement\":[{\"Sid\":"
            + "\"__default_statement_ID\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},"
            + "\"Action\":[\"SNS:Publish\"],\"Resource\":\""
            + arn
            + "\",\"Condition\":{\"StringEquals\":{\"AWS:SourceOwner\":\""
            + arn.split(":", -1)[4]
            + "\"}}}]}");
  }

  /** What is known of it. */
  public Map<String, String> attributes() {
    return attributes;
  }

  /** What EventBridge has sent. */
  public List<String> published() {
    return published;
  }

  /** From EventBridge: lost, as it is at AWS, if the policy does not allow it. */
  public void take(String topic, String message) {
    if (topic.equals(arn) && attributes.get("Policy").contains("events.amazonaws.com")) {
      published.add(message);
    }
  }

  /** What its policy says. */
  public List<?> statements() {
    try {
      return (List<?>) JSON.std.mapFrom(attributes.get("Policy")).get("Statement");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public AwsReply answer(AwsRequest request) {
    Map<String, String> form = request.form();
    if (!arn.equals(form.get("TopicArn")) || !"2010-03-31".equals(form.get("Version"))) {
      throw new AwsError(404, "NotFound", "Topic does not exist");
    }
    return switch (form.get("Action")) {
      case "GetTopicAttributes" -> AwsReply.xml(200, all());
      case "SetTopicAttributes" -> {
        attributes.put(form.get("AttributeName"), form.get("AttributeValue"));
        yield AwsReply.xml(200, "<SetTopicAttributesResponse/>");
      }
      default -> throw AwsError.of("InvalidAction", "not played");
    };
  }

  private String all() {
    StringBuilder xml =
        new StringBuilder(
            "<GetTopicAttributesResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">"
                + "<GetTopicAttributesResult><Attributes>");
    attributes.forEach(
        (name, value) ->
            xml.append("<entry><key>")
                .append(name)
                .append("</key><value>")
                .append(value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"))
                .append("</value></entry>"));
    return xml + "</Attributes></GetTopicAttributesResult></GetTopicAttributesResponse>";
  }
}
