// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The members of a JSON object, each asked for once; {@link #end()} refuses what nobody asked for.
 * All complaints are {@link IllegalArgumentException}s that name the member and not its value.
 */
final class JsonInput {

  private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})([dhms])");

  private final Map<String, Object> left;

  private JsonInput(Map<String, Object> members) {
    this.left = new HashMap<>(members);
  }

  /** An empty text stands for an object without members. */
  static JsonInput read(String text) {
    if (text.isBlank()) {
      return new JsonInput(Map.of());
    }
    return new JsonInput(
        Json.read(text)
            .orElseThrow(() -> new IllegalArgumentException("the body is not a JSON object")));
  }

  /**
   * Everything has been asked for.
   *
   * @throws IllegalArgumentException if there is more
   */
  void end() {
    if (!left.isEmpty()) {
      throw new IllegalArgumentException("unknown member: " + left.keySet().iterator().next());
    }
  }

  Optional<Object> any(String name) {
    return Optional.ofNullable(left.remove(name));
  }

  Optional<String> text(String name) {
    return typed(name, String.class, "a text");
  }

  String requiredText(String name) {
    return required(name, text(name));
  }

  Optional<Boolean> flag(String name) {
    return typed(name, Boolean.class, "true or false");
  }

  OptionalInt number(String name) {
    Optional<Integer> number = typed(name, Integer.class, "a whole number");
    return number.isPresent() ? OptionalInt.of(number.get()) : OptionalInt.empty();
  }

  int requiredNumber(String name) {
    return number(name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
  }

  /** Such as {@code 150d}, {@code 90s} or {@code PT1H30M}. */
  Optional<Duration> duration(String name) {
    return text(name).map(text -> duration(name, text));
  }

  Duration requiredDuration(String name) {
    return required(name, duration(name));
  }

  private static Duration duration(String name, String text) {
    Matcher small = SHORT_DURATION.matcher(text);
    try {
      if (!small.matches()) {
        return Duration.parse(text);
      }
      boolean days = small.group(2).equals("d");
      String number = small.group(1) + small.group(2).toUpperCase(Locale.ROOT);
      return Duration.parse((days ? "P" : "PT") + number);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(name + " has to be a duration such as 150d or PT1H", e);
    }
  }

  Optional<Instant> instant(String name) {
    return text(name)
        .map(
            text -> {
              try {
                return Instant.parse(text);
              } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                    name + " has to be an instant such as 2026-07-01T09:00:00Z", e);
              }
            });
  }

  <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
    return text(name)
        .map(
            text -> {
              for (E constant : type.getEnumConstants()) {
                if (jsonName(constant).equals(text)) {
                  return constant;
                }
              }
              throw new IllegalArgumentException(
                  name
                      + " has to be one of "
                      + Arrays.stream(type.getEnumConstants()).map(JsonInput::jsonName).toList());
            });
  }

  <E extends Enum<E>> E requiredChoice(String name, Class<E> type) {
    return required(name, choice(name, type));
  }

  /** How constants are spelled in JSON: {@code KEEPS_ALL} is {@code keeps-all}. */
  static String jsonName(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The members of the objects in an array; none if it is missing. */
  List<JsonInput> objects(String name) {
    return typed(name, List.class, "an array of objects").stream()
        .flatMap(array -> ((List<?>) array).stream())
        .map(element -> read(Json.write(element)))
        .toList();
  }

  private <T> Optional<T> typed(String name, Class<T> type, String what) {
    Optional<Object> value = any(name);
    if (value.isPresent() && !type.isInstance(value.get())) {
      throw new IllegalArgumentException(name + " has to be " + what);
    }
    return value.map(type::cast);
  }

  private static <T> T required(String name, Optional<T> value) {
    return value.orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
  }
}
