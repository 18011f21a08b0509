// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the vault is to tell, and where to: what happens to client secrets, into the queue. Bears a
 * label, so that no event subscription of somebody else is ever changed.
 */
final class EventSubscription {

  private static final String LABEL = "halfturn";

  /** So many values are allowed in the filters of one subscription. */
  private static final int MOST_VALUES = 25;

  private static final List<String> TYPES =
      List.of(
          VaultEvent.Kind.NEW_VERSION.type(),
          VaultEvent.Kind.NEAR_EXPIRY.type(),
          VaultEvent.Kind.EXPIRED.type());

  private final Place place;
  private final Optional<String> prefix;
  private final List<String> secrets;

  /**
   * @param prefix with what the secrets' names begin
   * @param secrets names of the client secrets; of all secrets it is told if there are too many, or
   *     none
   */
  EventSubscription(Place place, Optional<String> prefix, Collection<String> secrets) {
    this.place = place;
    this.prefix = prefix;
    this.secrets = List.copyOf(new TreeSet<>(secrets));
  }

  Map<String, Object> body() {
    Map<String, Object> queue = new LinkedHashMap<>();
    queue.put("resourceId", place.account());
    queue.put("queueName", place.queue());
    Map<String, Object> destination = new LinkedHashMap<>();
    destination.put("endpointType", "StorageQueue");
    destination.put("properties", queue);
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("destination", destination);
    properties.put("filter", filter());
    properties.put("eventDeliverySchema", "CloudEventSchemaV1_0");
    properties.put("labels", List.of(LABEL));
    return Map.of("properties", properties);
  }

  private Map<String, Object> filter() {
    Map<String, Object> filter = new LinkedHashMap<>();
    filter.put("includedEventTypes", TYPES);
    filter.put("isSubjectCaseSensitive", false);
    if (!secrets.isEmpty() && secrets.size() <= MOST_VALUES) {
      Map<String, Object> subjects = new LinkedHashMap<>();
      subjects.put("operatorType", "StringIn");
      subjects.put("key", "subject");
      subjects.put("values", secrets);
      filter.put("advancedFilters", List.of(subjects));
    } else {
      prefix.ifPresent(text -> filter.put("subjectBeginsWith", text));
    }
    return filter;
  }

  static boolean isOurs(Map<String, Object> found) {
    return Members.of(found.get("properties")).get("labels") instanceof List<?> labels
        && labels.contains(LABEL);
  }

  /** Whether what was found says all that it should; Azure adds more of its own. */
  boolean isSaidBy(Map<String, Object> found) {
    return says(found, body()) && !hasOtherFilters(found);
  }

  private boolean hasOtherFilters(Map<String, Object> found) {
    Map<?, ?> filter = Members.of(Members.of(found.get("properties")).get("filter"));
    return filter().keySet().stream().noneMatch("advancedFilters"::equals)
        && filter.get("advancedFilters") instanceof List<?> filters
        && !filters.isEmpty();
  }

  private static boolean says(Object found, Object wanted) {
    if (wanted instanceof Map<?, ?> members) {
      return found instanceof Map<?, ?> others
          && members.entrySet().stream()
              .allMatch(member -> says(others.get(member.getKey()), member.getValue()));
    }
    if (wanted instanceof List<?> items) {
      return found instanceof List<?> others
          && others.size() == items.size()
          && items.stream().allMatch(item -> others.stream().anyMatch(other -> says(other, item)));
    }
    return String.valueOf(wanted).equalsIgnoreCase(String.valueOf(found));
  }
}
