// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.doctor;

import dev.halfturn.spi.Observed;
import dev.halfturn.spi.Observed.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is to be thought of rules that pass on what parameters' policies tell. */
final class RuleVerdicts {

  private static final String LABEL = "rule";

  private RuleVerdicts() {}

  /**
   * Whether a rule is, or is meant to be, about any of these parameters.
   *
   * @param rule as ListRules gives it
   */
  static boolean concerns(Map<String, Object> rule, Collection<String> parameters) {
    return EventPattern.of(Answers.text(rule, "EventPattern"))
        .filter(
            pattern ->
                parameters.stream().anyMatch(pattern::matches)
                    || pattern.starred().filter(name -> isMeantFor(name, parameters)).isPresent())
        .isPresent();
  }

  private static boolean isMeantFor(String starred, Collection<String> parameters) {
    String prefix = starred.substring(0, starred.indexOf('*'));
    return parameters.isEmpty() || parameters.stream().anyMatch(name -> name.startsWith(prefix));
  }

  /**
   * What is wrong with a rule that concerns us; nothing if it is in order.
   *
   * @param targets how many it has
   */
  static List<Observed> of(Map<String, Object> rule, int targets) {
    List<Observed> observed = new ArrayList<>();
    String name = Answers.text(rule, "Name");
    EventPattern pattern = EventPattern.of(Answers.text(rule, "EventPattern")).orElseThrow();
    Optional<String> starred = pattern.starred();
    starred.ifPresent(
        parameter ->
            observed.add(
                Observed.of(
                        Level.FAILURE,
                        LABEL,
                        name
                            + " passes nothing on: it compares with '"
                            + parameter
                            + "' as it is, which no parameter is called")
                    .advising(
                        "aws events put-rule --name "
                            + name
                            + " --event-pattern '"
                            + pattern.mended()
                            + "'")));
    if (Answers.text(rule, "State").equals("DISABLED")) {
      observed.add(
          Observed.of(Level.WARNING, LABEL, name + " is disabled")
              .advising("aws events enable-rule --name " + name));
    }
    if (targets == 0) {
      observed.add(
          Observed.of(Level.WARNING, LABEL, name + " has no target")
              .advising(
                  "aws events put-targets --rule " + name + " --targets Id=topic,Arn=TOPIC_ARN"));
    }
    return observed;
  }

  /** What it comes to when a policy tells about parameters and no rule passes it on. */
  static Observed nobodyIsTold(Collection<String> parameters) {
    return Observed.of(
            Level.WARNING,
            LABEL,
            "no rule passes on what NoChangeNotification tells of " + String.join(", ", parameters))
        .advising("halfturn scheduler apply, or rely on Halfturn's own reminders");
  }

  static Observed inOrder(String name) {
    return Observed.of(Level.OK, LABEL, name + " passes on what parameters' policies tell");
  }
}
