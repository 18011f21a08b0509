// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which notifiers tell which reminder, and when it counts as told. In the last week before the end
 * every notifier is used, and each of them has to get through.
 *
 * @param routes by day of life: from that day on only these notifiers, until the next entry or the
 *     last week; a reminder before the first entry is told by all. A group of which a route has
 *     nobody tells as well, and if one of those who tell fails, all the others
 * @param groups by name: of each of them at least one notifier has to get through. Empty if any one
 *     of all suffices
 */
public record Audience(
    SortedMap<Integer, Set<String>> routes, SortedMap<String, Set<String>> groups) {

  /** Everybody tells everything, and one that got through suffices. */
  public static final Audience EVERYBODY = new Audience(new TreeMap<>(), new TreeMap<>());

  public Audience {
    routes = copy(routes);
    groups = copy(groups);
  }

  /**
   * Who is to tell a reminder of this day first, before the last week: the route, and each group of
   * which it has nobody.
   */
  Set<String> routeOn(int day, Set<String> all) {
    SortedMap<Integer, Set<String>> earlier = routes.headMap(day + 1);
    if (earlier.isEmpty()) {
      return all;
    }
    Set<String> route = earlier.get(earlier.lastKey());
    Set<String> complete = new LinkedHashSet<>(route);
    groups.values().stream()
        .filter(group -> Collections.disjoint(group, route))
        .forEach(complete::addAll);
    return complete;
  }

  /** Whether it suffices that these got it through, before the last week. */
  boolean isContentWith(Set<String> delivered) {
    return groups.isEmpty()
        ? !delivered.isEmpty()
        : groups.values().stream().allMatch(group -> group.stream().anyMatch(delivered::contains));
  }

  private static <K extends Comparable<K>> SortedMap<K, Set<String>> copy(
      Map<K, Set<String>> original) {
    SortedMap<K, Set<String>> copy = new TreeMap<>();
    original.forEach(
        (key, names) -> copy.put(key, Collections.unmodifiableSet(new LinkedHashSet<>(names))));
    return Collections.unmodifiableSortedMap(copy);
  }
}
