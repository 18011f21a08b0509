// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.doctor;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.halfturn.spi.Observed;
import dev.halfturn.spi.Observed.Level;
import dev.halfturn.spi.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Whether EventBridge can publish to a topic. */
final class TopicVerdicts {

  private static final String LABEL = "topic";
  private static final String EVENTS = "events.amazonaws.com";
  private static final Set<String> PUBLISHING = Set.of("sns:publish", "sns:*", "*");

  private TopicVerdicts() {}

  /**
   * What is wrong with a topic that is a rule's target, or that nothing is.
   *
   * @param attributes as GetTopicAttributes gives them
   */
  static List<Observed> of(String arn, Map<String, String> attributes) {
    List<Observed> observed = new ArrayList<>();
    String policy = attributes.getOrDefault("Policy", "");
    if (!allowsEvents(policy)) {
      observed.add(
          Observed.of(
                  Level.FAILURE, LABEL, arn + " does not let " + EVENTS + " publish: its policy")
              .advising(mending(arn, policy)));
    }
    String key = attributes.getOrDefault("KmsMasterKeyId", "");
    if (key.endsWith("alias/aws/sns")) {
      observed.add(
          Observed.of(
                  Level.FAILURE,
                  LABEL,
                  arn + " is encrypted with alias/aws/sns, which " + EVENTS + " cannot use")
              .advising(
                  "aws sns set-topic-attributes --topic-arn "
                      + arn
                      + " --attribute-name KmsMasterKeyId --attribute-value KEY, a key of your own"
                      + " whose policy lets "
                      + EVENTS
                      + " use kms:GenerateDataKey* and kms:Decrypt"));
    }
    if (observed.isEmpty()) {
      observed.add(Observed.of(Level.OK, LABEL, arn + " lets " + EVENTS + " publish"));
    }
    return observed;
  }

  static boolean allowsEvents(String policy) {
    return Answers.objects(Answers.parse(policy), "Statement").stream()
        .anyMatch(
            statement ->
                Answers.text(statement, "Effect").equals("Allow")
                    && isForEvents(statement)
                    && Answers.list(statement.get("Action")).stream()
                        .map(action -> String.valueOf(action).toLowerCase(Locale.ROOT))
                        .anyMatch(PUBLISHING::contains));
  }

  /** Everybody counts only where nothing else is asked: a topic's own policy asks for its owner. */
  private static boolean isForEvents(Map<String, Object> statement) {
    Object principal = statement.get("Principal");
    boolean everybody =
        "*".equals(principal) || Answers.list(Answers.object(principal).get("AWS")).contains("*");
    return (everybody && statement.get("Condition") == null)
        || Answers.list(Answers.object(principal).get("Service")).contains(EVENTS);
  }

  /** The command that adds what is missing, or what to add where the command would be too long. */
  private static String mending(String arn, String policy) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Sid", "halfturn");
    statement.put("Effect", "Allow");
    statement.put("Principal", Map.of("Service", EVENTS));
    statement.put("Action", "sns:Publish");
    statement.put("Resource", arn);
    Map<String, Object> whole = new LinkedHashMap<>(Answers.parse(policy));
    whole.putIfAbsent("Version", "2012-10-17");
    List<Object> statements = new ArrayList<>(Answers.list(whole.get("Statement")));
    statements.add(statement);
    whole.put("Statement", statements);
    try {
      String command =
          "aws sns set-topic-attributes --topic-arn "
              + arn
              + " --attribute-name Policy --attribute-value '"
              + JSON.std.asString(whole)
              + "'";
      return command.length() <= Problem.MAX_LENGTH
          ? command
          : "halfturn scheduler apply, with scheduler aws-eventbridge and its topic-arn; or add to its"
              + " policy: "
              + JSON.std.asString(statement);
    } catch (IOException e) {
      throw new AssertionError("what was read as JSON can be written as JSON", e);
    }
  }
}
