// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.rotation.Audience;
import dev.halfturn.rotation.ReminderPolicy;
import dev.halfturn.rotation.WorkCalendar;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The settings {@code remind...}. */
final class ReminderSection {

  private static final String ROUTES = "remind.route.";
  private static final String GROUPS = "remind.group.";

  private final Checks checks;
  private final Set<String> notifiers;

  ReminderSection(Checks checks, Set<String> notifiers) {
    this.checks = checks;
    this.notifiers = notifiers;
  }

  /** The days that settings have a route for, as they are written. */
  static SortedSet<String> routes(Settings settings) {
    return names(ROUTES, settings.keys());
  }

  /** The groups that settings name. */
  static SortedSet<String> groups(Settings settings) {
    return names(GROUPS, settings.keys());
  }

  private static SortedSet<String> names(String prefix, Set<String> keys) {
    SortedSet<String> names = new TreeSet<>();
    keys.stream()
        .filter(key -> key.startsWith(prefix) && key.indexOf('.', prefix.length()) < 0)
        .forEach(key -> names.add(key.substring(prefix.length())));
    return names;
  }

  ReminderPolicy check() {
    ReminderPolicy defaults = ReminderPolicy.DEFAULT;
    WorkCalendar calendar = defaults.calendar();
    return new ReminderPolicy(
        checks.read(CoreKeys.LADDER).orElse(defaults.ladder()),
        checks.read(CoreKeys.QUIET).map(days -> (Set<Integer>) days).orElse(defaults.quiet()),
        checks.read(CoreKeys.REPEAT).orElse(defaults.repeat()),
        checks.read(CoreKeys.OVERLAP_LADDER).orElse(defaults.overlap()),
        checks.read(CoreKeys.SELLER_LADDER).orElse(defaults.sellers()),
        new WorkCalendar(
            checks.read(CoreKeys.SNAP).orElse(calendar.snap()),
            checks.read(CoreKeys.WORKING_DAYS).orElse(calendar.workingDays()),
            holidays(),
            checks.read(CoreKeys.TIME).orElse(calendar.time()),
            checks.read(CoreKeys.TIME_ZONE).orElse(calendar.zone())),
        checks.read(CoreKeys.QUIET_HOURS),
        new Audience(routes(), groups()),
        checks.read(CoreKeys.LANGUAGE).orElse(defaults.language()));
  }

  private Set<LocalDate> holidays() {
    String key = CoreKeys.HOLIDAYS.pattern();
    Optional<String> path = checks.read(CoreKeys.HOLIDAYS);
    if (path.isEmpty()) {
      return Set.of();
    }
    try {
      return Holidays.parse(
          TextFile.read(
              TextFile.locate(path.get(), checks.settings().origin(key).orElseThrow()),
              Holidays.MAX_SIZE));
    } catch (IllegalArgumentException e) {
      checks.problem(key, e.getMessage());
      return Set.of();
    }
  }

  private SortedMap<Integer, Set<String>> routes() {
    SortedMap<Integer, Set<String>> routes = new TreeMap<>();
    for (String day : routes(checks.settings())) {
      String key = CoreKeys.ROUTE.key(day);
      if (day.matches("[1-9][0-9]{0,3}")) {
        named(CoreKeys.ROUTE, day).ifPresent(names -> routes.put(Integer.valueOf(day), names));
      } else {
        checks.problem(key, "must end in a day of life, as in remind.route.150");
      }
    }
    return routes;
  }

  private SortedMap<String, Set<String>> groups() {
    SortedMap<String, Set<String>> groups = new TreeMap<>();
    for (String group : groups(checks.settings())) {
      named(CoreKeys.GROUP, group).ifPresent(names -> groups.put(group, names));
    }
    return groups;
  }

  /** Notifiers that there are; a group of others could never be satisfied. */
  private Optional<Set<String>> named(CoreKey<List<String>> pattern, String name) {
    Optional<List<String>> names = checks.read(pattern, name);
    String key = pattern.key(name);
    if (names.isPresent() && names.get().isEmpty()) {
      checks.problem(key, "must name at least one notifier");
      return Optional.empty();
    }
    for (String notifier : names.orElse(List.of())) {
      if (!notifiers.contains(notifier)) {
        checks.problem(
            key,
            "names a notifier that '" + CoreKeys.NOTIFIERS.pattern() + "' does not",
            Suggestion.of(notifier, notifiers));
      }
    }
    return names.map(LinkedHashSet::new);
  }
}
