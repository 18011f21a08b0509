// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import dev.halfturn.spi.ProvisionedStep.State;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** A rule of EventBridge. It bears a mark, so that no rule of somebody else is ever changed. */
final class RulePart implements Part {

  private static final String MARK = "made by halfturn scheduler apply";

  private final EventRule rule;
  private boolean foreign;

  RulePart(EventRule rule) {
    this.rule = rule;
  }

  @Override
  public String name() {
    return "rule " + rule.name();
  }

  @Override
  public String service() {
    return "EventBridge";
  }

  /** Whether the last look found a rule of somebody else. */
  boolean isForeign() {
    return foreign;
  }

  @Override
  public Finding look(Calls calls) {
    Optional<Map<String, Object>> found = describe(calls);
    if (found.isEmpty()) {
      return Finding.missing();
    }
    if (foreign) {
      return Finding.of(State.DIFFERENT, "it is somebody else's: set rule to another name");
    }
    Optional<Map<String, Object>> pattern = Json.parse(found.get().get("EventPattern"));
    return pattern.isPresent()
            && Json.isSame(pattern.get(), rule.pattern())
            && "ENABLED".equals(found.get().get("State"))
        ? Finding.inOrder()
        : Finding.different();
  }

  private Optional<Map<String, Object>> describe(Calls calls) {
    try {
      Map<String, Object> found =
          calls.read("events", "AWSEvents.DescribeRule", Map.of("Name", rule.name()));
      foreign = !MARK.equals(found.get("Description"));
      return Optional.of(found);
    } catch (AwsServiceException e) {
      if (GroupPart.isNotFound(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public void mend(Calls calls) {
    calls.write(
        "events",
        "AWSEvents.PutRule",
        Json.object(
            "Name",
            rule.name(),
            "Description",
            MARK,
            "State",
            "ENABLED",
            "EventPattern",
            Json.text(rule.pattern())));
  }

  @Override
  public Finding remove(Calls calls) {
    if (describe(calls).isEmpty()) {
      return Finding.of(State.ABSENT);
    }
    if (foreign) {
      return Finding.of(State.KEPT, "it is somebody else's");
    }
    if (RuleTargetPart.ids(calls, rule.name()).stream()
        .anyMatch(id -> !id.equals(RuleTargetPart.ID))) {
      return Finding.of(State.KEPT, "others are told by it as well");
    }
    calls.write("events", "AWSEvents.DeleteRule", Map.of("Name", rule.name()));
    return Finding.of(State.REMOVED);
  }
}
