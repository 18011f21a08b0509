// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.aws;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** EventBridge: rules, their targets, and what becomes of an event. */
public final class FakeEvents implements AwsService {

  private final BiConsumer<String, String> delivery;
  private final Map<String, Map<String, Object>> rules = new TreeMap<>();
  private final Map<String, Map<String, Map<?, ?>>> targets = new TreeMap<>();
  private boolean refusesTargets;

  /**
   * @param delivery takes the ARN of a target and what it is told
   */
  public FakeEvents(BiConsumer<String, String> delivery) {
    this.delivery = delivery;
  }

  /** The rules, by name. */
  public Map<String, Map<String, Object>> rules() {
    return rules;
  }

  /** To whom a rule sends, by what they are called there. */
  public Map<String, Map<?, ?>> targets(String rule) {
    return targets.get(rule);
  }

  /** From now on answers that nothing was done, as the service does: with success. */
  public void refuseTargets() {
    refusesTargets = true;
  }

  /** Something has happened. */
  public void happen(Map<String, ?> event) {
    rules.forEach(
        (name, rule) -> {
          if (matches(json((String) rule.get("EventPattern")), event)) {
            targets.get(name).values().forEach(target -> tell(target, event));
          }
        });
  }

  private void tell(Map<?, ?> target, Map<String, ?> event) {
    Map<?, ?> words = (Map<?, ?>) target.get("InputTransformer");
    String text = (String) words.get("InputTemplate");
    for (Map.Entry<?, ?> path : ((Map<?, ?>) words.get("InputPathsMap")).entrySet()) {
      text = text.replace("<" + path.getKey() + ">", at((String) path.getValue(), event));
    }
    delivery.accept((String) target.get("Arn"), text.substring(1, text.length() - 1));
  }

  private static String at(String path, Map<String, ?> event) {
    Object value = event;
    for (String step : path.substring("$.".length()).split("\\.", -1)) {
      value = ((Map<?, ?>) value).get(step);
    }
    return (String) value;
  }

  private static boolean matches(Object pattern, Object value) {
    if (pattern instanceof Map<?, ?> map) {
      return value instanceof Map<?, ?> event
          && map.entrySet().stream()
              .allMatch(entry -> matches(entry.getValue(), event.get(entry.getKey())));
    }
    return ((List<?>) pattern).stream().anyMatch(one -> matchesOne(one, value));
  }

  private static boolean matchesOne(Object pattern, Object value) {
    if (!(pattern instanceof Map<?, ?> map)) {
      return pattern.equals(value);
    }
    String text = String.valueOf(value);
    if (map.get("prefix") instanceof String prefix) {
      return text.startsWith(prefix);
    }
    String regex =
        Arrays.stream(((String) map.get("wildcard")).split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return text.matches(regex);
  }

  private static Map<String, Object> json(String text) {
    try {
      return JSON.std.mapFrom(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public AwsReply answer(AwsRequest request) {
    Map<String, Object> input = request.json();
    return AwsReply.json(
        switch (request.operation()) {
          case "PutRule" -> put(input);
          case "DescribeRule" -> rule((String) input.get("Name"));
          case "DeleteRule" -> delete((String) input.get("Name"));
          case "PutTargets" -> putTargets(input);
          case "ListTargetsByRule" -> list(input);
          case "RemoveTargets" -> removeTargets(input);
          default -> throw AwsError.of("UnknownOperationException", request.operation());
        });
  }

  private Map<String, ?> put(Map<String, Object> input) {
    json((String) input.get("EventPattern"));
    String name = (String) input.get("Name");
    rules.put(name, input);
    targets.computeIfAbsent(name, first -> new TreeMap<>());
    return Map.of("RuleArn", "arn:aws:events:eu-central-1:111122223333:rule/" + name);
  }

  private Map<String, Object> rule(String name) {
    if (!rules.containsKey(name)) {
      throw AwsError.of("ResourceNotFoundException", "Rule " + name + " does not exist");
    }
    return rules.get(name);
  }

  private Map<String, ?> delete(String name) {
    if (!targets.getOrDefault(name, Map.of()).isEmpty()) {
      throw AwsError.of("ValidationException", "Rule can't be deleted since it has targets.");
    }
    rules.remove(name);
    return Map.of();
  }

  private Map<String, ?> putTargets(Map<String, Object> input) {
    rule((String) input.get("Rule"));
    if (refusesTargets) {
      return Map.of(
          "FailedEntryCount",
          1,
          "FailedEntries",
          List.of(Map.of("ErrorCode", "ConcurrentModificationException")));
    }
    for (Object target : (List<?>) input.get("Targets")) {
      Map<?, ?> map = (Map<?, ?>) target;
      targets.get(input.get("Rule")).put((String) map.get("Id"), map);
    }
    return Map.of("FailedEntryCount", 0, "FailedEntries", List.of());
  }

  /** Pages of one. */
  private Map<String, ?> list(Map<String, Object> input) {
    rule((String) input.get("Rule"));
    String last = (String) input.getOrDefault("NextToken", "");
    List<Map<?, ?>> left =
        targets.getOrDefault(input.get("Rule"), Map.of()).entrySet().stream()
            .filter(target -> target.getKey().compareTo(last) > 0)
            .<Map<?, ?>>map(Map.Entry::getValue)
            .toList();
    Map<String, Object> page = new TreeMap<>();
    page.put("Targets", left.stream().limit(1).toList());
    if (left.size() > 1) {
      page.put("NextToken", left.get(0).get("Id"));
    }
    return page;
  }

  private Map<String, ?> removeTargets(Map<String, Object> input) {
    ((List<?>) input.get("Ids")).forEach(id -> targets.get(input.get("Rule")).remove(id));
    return Map.of("FailedEntryCount", 0);
  }
}
