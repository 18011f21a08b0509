// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.rotation.WorkCalendar.Snap;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;

/** Policies that differ from the default in one respect. */
final class Policies {

  private Policies() {}

  static RotationPolicy inZone(ZoneId zone) {
    return policy(Snap.EARLIER, Set.of(), zone);
  }

  static RotationPolicy withHolidays(LocalDate... holidays) {
    return policy(Snap.EARLIER, Set.of(holidays), ReminderPolicy.DEFAULT.calendar().zone());
  }

  static RotationPolicy withoutSnapping() {
    return policy(Snap.NONE, Set.of(), ReminderPolicy.DEFAULT.calendar().zone());
  }

  static RotationPolicy with(ReminderPolicy reminders) {
    return RotationPolicy.DEFAULT.withReminders(reminders);
  }

  private static RotationPolicy policy(Snap snap, Set<LocalDate> holidays, ZoneId zone) {
    WorkCalendar base = ReminderPolicy.DEFAULT.calendar();
    return with(
        ReminderPolicy.DEFAULT.withCalendar(
            new WorkCalendar(snap, base.workingDays(), holidays, base.time(), zone)));
  }
}
