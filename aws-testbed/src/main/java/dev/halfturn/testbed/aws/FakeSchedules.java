// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.aws;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** EventBridge Scheduler: one-time schedules, and the groups in which they lie. */
public final class FakeSchedules implements AwsService {

  private record Key(String group, String name) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return (group + "/" + name).compareTo(other.group + "/" + other.name);
    }
  }

  private final InstantSource clock;
  private final FakeSqs queue;
  private final Map<Key, Map<String, Object>> schedules = new TreeMap<>();
  private final Set<String> groups = new TreeSet<>(Set.of("default"));
  private final Set<String> deleting = new TreeSet<>();

  /**
   * @param queue to which every schedule sends
   */
  public FakeSchedules(InstantSource clock, FakeSqs queue) {
    this.clock = clock;
    this.queue = queue;
  }

  /** With one group more. */
  public FakeSchedules withGroup(String name) {
    groups.add(name);
    return this;
  }

  /** From now on a group is on its way to be deleted, which AWS takes its time for. */
  public synchronized void deletes(String group) {
    deleting.add(group);
  }

  /** The names of all groups. */
  public synchronized Set<String> groups() {
    return Set.copyOf(groups);
  }

  /** Those of a group, by name. */
  public synchronized Map<String, Map<String, Object>> schedules(String group) {
    Map<String, Map<String, Object>> found = new TreeMap<>();
    schedules.forEach(
        (key, schedule) -> {
          if (key.group().equals(group)) {
            found.put(key.name(), schedule);
          }
        });
    return found;
  }

  /** Puts a schedule there of which only the name is known. */
  public synchronized void put(String group, String name) {
    schedules.put(new Key(group, name), Map.of());
  }

  /** Fires whatever is due, and forgets it. */
  public synchronized void fireDue() {
    List<Key> fired = new ArrayList<>();
    schedules.forEach(
        (key, schedule) -> {
          if (!at(schedule).isAfter(clock.instant())) {
            queue.send((String) ((Map<?, ?>) schedule.get("Target")).get("Input"));
            fired.add(key);
          }
        });
    fired.forEach(schedules::remove);
  }

  private static Instant at(Map<String, Object> schedule) {
    String expression = (String) schedule.get("ScheduleExpression");
    if (!expression.matches("at\\(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\)")) {
      throw AwsError.of("ValidationException", "Invalid Schedule Expression " + expression);
    }
    return LocalDateTime.parse(expression.substring(3, expression.length() - 1))
        .toInstant(ZoneOffset.UTC);
  }

  @Override
  public synchronized AwsReply answer(AwsRequest request) {
    URI uri = URI.create(request.path());
    String[] path = uri.getPath().split("/", -1);
    Map<String, String> query = query(uri);
    return AwsReply.json(
        path[1].equals("schedule-groups")
            ? group(request.method(), path[2])
            : path.length == 2
                ? list(query)
                : schedule(request, path[2], query.getOrDefault("groupName", "default")));
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> query = new TreeMap<>();
    if (uri.getRawQuery() != null) {
      for (String pair : uri.getRawQuery().split("&", -1)) {
        String[] parts = pair.split("=", 2);
        query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  private Map<String, ?> group(String method, String name) {
    return switch (method) {
      case "POST" -> {
        if (!groups.add(name)) {
          throw new AwsError(409, "ConflictException", "group exists");
        }
        yield Map.of("ScheduleGroupArn", "arn:" + name);
      }
      case "GET" -> {
        requireGroup(name);
        yield Map.of("Name", name, "State", deleting.contains(name) ? "DELETING" : "ACTIVE");
      }
      default -> {
        requireGroup(name);
        groups.remove(name);
        schedules.keySet().removeIf(key -> key.group().equals(name));
        yield Map.of();
      }
    };
  }

  private void requireGroup(String name) {
    if (!groups.contains(name)) {
      throw notFound("Schedule group " + name);
    }
  }

  private static AwsError notFound(String what) {
    return new AwsError(404, "ResourceNotFoundException", what + " does not exist.");
  }

  /** Pages of one, the fewest AWS allows. */
  private Map<String, ?> list(Map<String, String> query) {
    List<String> names =
        schedules(query.get("ScheduleGroup")).keySet().stream()
            .filter(name -> name.startsWith(query.getOrDefault("NamePrefix", "")))
            .filter(name -> name.compareTo(query.getOrDefault("NextToken", "")) > 0)
            .toList();
    if (names.isEmpty()) {
      return Map.of("Schedules", List.of());
    }
    Map<String, Object> page = new TreeMap<>();
    page.put("Schedules", List.of(Map.of("Name", names.get(0))));
    if (names.size() > 1) {
      page.put("NextToken", names.get(0));
    }
    return page;
  }

  private Map<String, ?> schedule(AwsRequest request, String name, String groupName) {
    if (request.method().equals("DELETE")) {
      if (schedules.remove(new Key(groupName, name)) == null) {
        throw notFound("Schedule " + name);
      }
      return Map.of();
    }
    Map<String, Object> schedule = request.json();
    String group = (String) schedule.getOrDefault("GroupName", "default");
    requireGroup(group);
    if (!name.matches("[0-9a-zA-Z-_.]{1,64}") || !at(schedule).isAfter(clock.instant())) {
      throw AwsError.of("ValidationException", "no legal name, or in the past");
    }
    Key key = new Key(group, name);
    Map<String, Object> known = schedules.get(key);
    if (request.method().equals("POST")
        && known != null
        && !known.get("ClientToken").equals(schedule.get("ClientToken"))) {
      throw new AwsError(409, "ConflictException", "Schedule " + name + " already exists.");
    }
    if (request.method().equals("PUT") && known == null) {
      throw notFound("Schedule " + name);
    }
    schedules.put(key, schedule);
    return Map.of("ScheduleArn", "arn:" + name);
  }
}
