// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.aws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An account with who calls, keys, rights, rules and topics: of STS, KMS, IAM, EventBridge and SNS
 * what is asked to look at them.
 */
public final class FakeAccount {

  private static final String XML_END = "</Response>";

  private final Map<String, Map<String, Object>> keys = new TreeMap<>();
  private final Set<String> denied = new TreeSet<>();
  private final Map<String, Map<String, Object>> rules = new TreeMap<>();
  private final Map<String, List<String>> targets = new HashMap<>();
  private final Map<String, Map<String, String>> topics = new TreeMap<>();
  private String caller = "arn:aws:sts::" + Moto.ACCOUNT + ":assumed-role/halfturn/session";

  /** Plays all of these services. */
  public FakeAccount on(FakeAws aws) {
    aws.with("sts", this::sts)
        .with("kms", AwsService.ofJson(this::kms))
        .with("iam", this::iam)
        .with("events", AwsService.ofJson(this::events))
        .with("sns", this::sns);
    return this;
  }

  /** Who calls from now on. */
  public void caller(String arn) {
    caller = arn;
  }

  /** Adds a key, enabled and of the account's own. */
  public void key(String id, Map<String, Object> more) {
    Map<String, Object> metadata =
        new LinkedHashMap<>(
            Map.of(
                "KeyId", id,
                "Enabled", true,
                "KeyState", "Enabled",
                "KeyManager", "CUSTOMER",
                "KeyUsage", "ENCRYPT_DECRYPT",
                "KeySpec", "SYMMETRIC_DEFAULT"));
    metadata.putAll(more);
    keys.put(id, metadata);
  }

  /** From now on the simulation denies an action. */
  public void denies(String action) {
    denied.add(action);
  }

  /** Adds a rule with its targets. */
  public void rule(String name, String pattern, String state, String... targetArns) {
    rules.put(name, Map.of("Name", name, "EventPattern", pattern, "State", state));
    targets.put(name, List.of(targetArns));
  }

  /** Adds a topic. */
  public void topic(String arn, Map<String, String> attributes) {
    topics.put(arn, attributes);
  }

  private AwsReply sts(AwsRequest request) {
    return AwsReply.xml(
        200,
        "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
            + "<GetCallerIdentityResult><Arn>"
            + caller
            + "</Arn><UserId>AROAEXAMPLE:session</UserId><Account>"
            + Moto.ACCOUNT
            + "</Account></GetCallerIdentityResult></GetCallerIdentityResponse>");
  }

  private Map<String, ?> kms(String operation, Map<String, Object> input) {
    Map<String, Object> metadata = keys.get((String) input.get("KeyId"));
    if (metadata == null) {
      throw AwsError.of("NotFoundException", "no such key");
    }
    if (operation.equals("DescribeKey")) {
      return Map.of("KeyMetadata", metadata);
    }
    throw Boolean.TRUE.equals(input.get("DryRun"))
        ? new AwsError(412, "DryRunOperationException", "it would have worked")
        : AwsError.of("UnsupportedOperationException", "only looked at here");
  }

  private AwsReply iam(AwsRequest request) {
    StringBuilder xml =
        new StringBuilder("<Response><SimulatePrincipalPolicyResult><EvaluationResults>");
    request
        .form()
        .forEach(
            (name, action) -> {
              if (name.startsWith("ActionNames.member.")) {
                xml.append("<member><MatchedStatements/><EvalResourceName>*</EvalResourceName>")
                    .append("<EvalDecision>")
                    .append(denied.contains(action) ? "implicitDeny" : "allowed")
                    .append("</EvalDecision><EvalActionName>")
                    .append(action)
                    .append("</EvalActionName></member>");
              }
            });
    return AwsReply.xml(
        200,
        xml.append("</EvaluationResults></SimulatePrincipalPolicyResult>")
            .append(XML_END)
            .toString());
  }

  /** A rule a page. */
  private Map<String, ?> events(String operation, Map<String, Object> input) {
    if (operation.equals("ListTargetsByRule")) {
      List<Object> found = new ArrayList<>();
      targets
          .get((String) input.get("Rule"))
          .forEach(arn -> found.add(Map.of("Id", "t" + found.size(), "Arn", arn)));
      return Map.of("Targets", found);
    }
    List<Object> all = new ArrayList<>(rules.values());
    int page = Integer.parseInt((String) input.getOrDefault("NextToken", "0"));
    return page + 1 < all.size()
        ? Map.of("Rules", all.subList(page, page + 1), "NextToken", String.valueOf(page + 1))
        : Map.of("Rules", all.subList(Math.min(page, all.size()), all.size()));
  }

  private AwsReply sns(AwsRequest request) {
    Map<String, String> attributes = topics.get(request.form().get("TopicArn"));
    if (attributes == null) {
      throw new AwsError(404, "NotFound", "no such topic");
    }
    StringBuilder xml = new StringBuilder("<Response><GetTopicAttributesResult><Attributes>");
    attributes.forEach(
        (key, value) ->
            xml.append("<entry><key>")
                .append(key)
                .append("</key><value>")
                .append(value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"))
                .append("</value></entry>"));
    return AwsReply.xml(
        200, xml.append("</Attributes></GetTopicAttributesResult>").append(XML_END).toString());
  }
}
