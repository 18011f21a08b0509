// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.doctor;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which parameters a rule of EventBridge passes on. A name in a pattern is compared as it is, and a
 * star in it is a star; what begins so is matched by <a
 * href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html">{@code
 * {"prefix":"/my-erp/"}}</a>.
 */
final class EventPattern {

  private static final String PARAMETER = "parameter-name";

  private final Map<String, Object> pattern;

  private EventPattern(Map<String, Object> pattern) {
    this.pattern = pattern;
  }

  /** The pattern of a rule; empty if it has nothing to do with what parameters' policies tell. */
  static Optional<EventPattern> of(String json) {
    Map<String, Object> pattern = Answers.parse(json);
    boolean ofParameters =
        Answers.list(pattern.get("source")).contains("aws.ssm")
            && (pattern.get("detail-type") == null
                || Answers.list(pattern.get("detail-type"))
                    .contains("Parameter Store Policy Action"));
    return ofParameters ? Optional.of(new EventPattern(pattern)) : Optional.empty();
  }

  private List<Object> names() {
    return Answers.list(Answers.object(pattern.get("detail")).get(PARAMETER));
  }

  /** Whether an event about a parameter is passed on. Operators not known here let all through. */
  boolean matches(String parameter) {
    return names().isEmpty() || names().stream().anyMatch(name -> matches(name, parameter));
  }

  private static boolean matches(Object name, String parameter) {
    if (name instanceof String text) {
      return text.equals(parameter);
    }
    Map<String, Object> operator = Answers.object(name);
    return operator.get("prefix") instanceof String prefix
        ? parameter.startsWith(prefix)
        : !(operator.get("suffix") instanceof String suffix) || parameter.endsWith(suffix);
  }

  /** The first name with a star, which matches nothing. */
  Optional<String> starred() {
    return names().stream()
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .filter(name -> name.contains("*"))
        .findFirst();
  }

  /** The same with a prefix for each name that has a star, as JSON. */
  String mended() {
    List<Object> names = new ArrayList<>();
    for (Object name : names()) {
      names.add(
          name instanceof String text && text.contains("*")
              ? Map.of("prefix", text.substring(0, text.indexOf('*')))
              : name);
    }
    Map<String, Object> detail = new LinkedHashMap<>(Answers.object(pattern.get("detail")));
    detail.put(PARAMETER, names);
    Map<String, Object> mended = new LinkedHashMap<>(pattern);
    mended.put("detail", detail);
    try {
      return JSON.std.asString(mended);
    } catch (IOException e) {
      throw new AssertionError("what was read as JSON can be written as JSON", e);
    }
  }
}
