// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.doctor;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Observed;
import dev.halfturn.spi.Observed.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The rules of EventBridge that pass on what parameters tell, and the topics to which they do. */
final class RuleLook {

  private final Look look;

  RuleLook(Look look) {
    this.look = look;
  }

  /**
   * Looks at them.
   *
   * @param told the parameters of which a policy tells
   */
  List<Observed> examine(ParameterStore store, Set<String> told) {
    List<Observed> observed = new ArrayList<>();
    Set<String> topics = new TreeSet<>();
    boolean passedOn = false;
    try {
      for (Map<String, Object> rule :
          look.pages("events", "AWSEvents.ListRules", Map.of(), "Rules")) {
        if (!RuleVerdicts.concerns(rule, store.parameters().values())) {
          continue;
        }
        List<String> targets = targets(Answers.text(rule, "Name"));
        targets.stream().filter(arn -> arn.contains(":sns:")).forEach(topics::add);
        List<Observed> faults = RuleVerdicts.of(rule, targets.size());
        observed.addAll(
            faults.isEmpty() ? List.of(RuleVerdicts.inOrder(Answers.text(rule, "Name"))) : faults);
        passedOn = true;
      }
    } catch (HalfturnException e) {
      observed.add(Observed.of(Level.UNKNOWN, "rule", "rules of EventBridge: " + e.getMessage()));
      return observed;
    }
    if (!passedOn && !told.isEmpty()) {
      observed.add(RuleVerdicts.nobodyIsTold(told));
    }
    topics.forEach(topic -> observed.addAll(topic(topic)));
    return observed;
  }

  private List<String> targets(String rule) {
    return look
        .pages("events", "AWSEvents.ListTargetsByRule", Map.of("Rule", rule), "Targets")
        .stream()
        .map(target -> Answers.text(target, "Arn"))
        .toList();
  }

  private List<Observed> topic(String arn) {
    try {
      String answer =
          look.form(
              "sns",
              "Action=GetTopicAttributes&Version=2010-03-31&TopicArn="
                  + URLEncoder.encode(arn, StandardCharsets.UTF_8));
      Map<String, String> attributes = new HashMap<>();
      Answers.records(answer, List.of("key", "value"))
          .forEach(entry -> attributes.put(entry.get(0), entry.get(1)));
      return TopicVerdicts.of(arn, attributes);
    } catch (HalfturnException e) {
      return List.of(Observed.of(Level.UNKNOWN, "topic", arn + ": " + e.getMessage()));
    }
  }
}
