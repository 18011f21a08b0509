// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.doctor;

import dev.halfturn.rotation.ReminderPolicy;
import dev.halfturn.rotation.RotationPolicy;
import java.util.ArrayList;
import java.util.List;

/** The ladder of reminders: whether somebody is told while there is time to rotate. */
final class LadderTopic {

  private static final String LABEL = Topic.LADDER.text();

  private LadderTopic() {}

  static Finding judge(RotationPolicy policy) {
    ReminderPolicy reminders = policy.reminders();
    List<Finding> parts = new ArrayList<>();
    parts.add(
        Finding.ok(
            "rungs",
            reminders.ladder().size()
                + ", "
                + reminders.quiet().size()
                + " quiet; last on day "
                + reminders.ladder().last()
                + " of "
                + policy.lifetimeDays()));
    parts.add(first(policy, reminders.loud().first()));
    parts.add(
        Finding.ok(
            "rotation",
            "from day "
                + policy.rotateAt()
                + ", no longer harmless to wait from day "
                + policy.latest()));
    return Finding.of(LABEL, "", parts);
  }

  /** The first reminder that reaches people. */
  private static Finding first(RotationPolicy policy, int day) {
    String text =
        "first told on day "
            + day
            + ", "
            + (policy.latest() - day)
            + " days before day "
            + policy.latest();
    return day < policy.latest()
        ? Finding.ok("time", text)
        : Finding.warning("time", "first told on day " + day + ", when it is late already")
            .advising(
                "add an earlier day to 'remind.ladder', or make one of it louder in 'remind.quiet'");
  }
}
