// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.ProvisionedStep.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** That a rule sends to the topic, in words that people understand. */
final class RuleTargetPart implements Part {

  /** What our target of a rule is called. */
  static final String ID = "halfturn";

  private static final Pattern CODE = Pattern.compile("[A-Za-z]{1,64}");

  private final EventRule rule;
  private final RulePart part;
  private final Optional<Arn> topic;

  /**
   * @param topic empty if it is only to be taken away
   */
  RuleTargetPart(EventRule rule, RulePart part, Optional<Arn> topic) {
    this.rule = rule;
    this.part = part;
    this.topic = topic;
  }

  @Override
  public String name() {
    return "what rule " + rule.name() + " tells";
  }

  @Override
  public String service() {
    return "EventBridge";
  }

  @Override
  public Finding look(Calls calls) {
    Optional<Map<?, ?>> found =
        targets(calls, rule.name()).stream()
            .filter(target -> ID.equals(target.get("Id")))
            .findFirst();
    if (part.isForeign()) {
      return Finding.of(State.DIFFERENT);
    }
    if (found.isEmpty()) {
      return Finding.missing();
    }
    return Json.isSame(found.get(), target()) ? Finding.inOrder() : Finding.different();
  }

  private Map<String, Object> target() {
    return Json.object(
        "Id", ID,
        "Arn", topic.orElseThrow().text(),
        "InputTransformer",
            Json.object("InputPathsMap", rule.paths(), "InputTemplate", Json.text(rule.text())));
  }

  @Override
  public void mend(Calls calls) {
    check(
        calls.write(
            "events",
            "AWSEvents.PutTargets",
            Json.object("Rule", rule.name(), "Targets", List.of(target()))));
  }

  @Override
  public Finding remove(Calls calls) {
    if (!ids(calls, rule.name()).contains(ID)) {
      return Finding.of(State.ABSENT);
    }
    check(
        calls.write(
            "events",
            "AWSEvents.RemoveTargets",
            Json.object("Rule", rule.name(), "Ids", List.of(ID))));
    return Finding.of(State.REMOVED);
  }

  /** The service says 200 even if it did nothing. */
  private void check(Map<String, Object> answer) {
    if (!(answer.get("FailedEntryCount") instanceof Number failed) || failed.intValue() == 0) {
      return;
    }
    String code =
        answer.get("FailedEntries") instanceof List<?> entries
                && !entries.isEmpty()
                && entries.get(0) instanceof Map<?, ?> entry
                && entry.get("ErrorCode") instanceof String text
                && CODE.matcher(text).matches()
            ? ": " + text
            : "";
    throw new HalfturnException(
        Problem.of(
                ErrorCode.FAILED_PRECONDITION,
                "EventBridge did not take what rule " + rule.name() + " is to tell" + code)
            .withHint("repeat it; what was done before is left as it is"));
  }

  static List<String> ids(Calls calls, String rule) {
    return targets(calls, rule).stream().map(target -> (String) target.get("Id")).toList();
  }

  /** All targets of a rule; none if there is no such rule. */
  private static List<Map<?, ?>> targets(Calls calls, String rule) {
    List<Map<?, ?>> all = new ArrayList<>();
    Map<String, Object> input = new LinkedHashMap<>(Map.of("Rule", rule));
    try {
      while (true) {
        Map<String, Object> page = calls.read("events", "AWSEvents.ListTargetsByRule", input);
        if (page.get("Targets") instanceof List<?> targets) {
          targets.forEach(target -> all.add((Map<?, ?>) target));
        }
        if (!(page.get("NextToken") instanceof String token)) {
          return all;
        }
        input.put("NextToken", token);
      }
    } catch (AwsServiceException e) {
      if (GroupPart.isNotFound(e)) {
        return List.of();
      }
      throw e;
    }
  }
}
