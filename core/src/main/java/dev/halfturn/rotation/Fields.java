// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The members of a JSON object, by their types. Whatever does not fit is an {@link
 * IllegalArgumentException} naming the member and never its value, which may be a secret.
 */
final class Fields {

  private final Map<?, ?> members;

  Fields(Map<?, ?> members) {
    this.members = members;
  }

  String text(String name) {
    return optionalText(name).orElseThrow(() -> unfit(name));
  }

  Optional<String> optionalText(String name) {
    return optional(name, String.class);
  }

  int number(String name) {
    return optional(name, Integer.class).orElseThrow(() -> unfit(name));
  }

  Optional<Long> optionalLong(String name) {
    return optional(name, Number.class)
        .map(
            number -> {
              if (number instanceof Integer || number instanceof Long) {
                return number.longValue();
              }
              throw unfit(name);
            });
  }

  Instant instant(String name) {
    return optionalInstant(name).orElseThrow(() -> unfit(name));
  }

  Optional<Instant> optionalInstant(String name) {
    return optionalText(name)
        .map(
            text -> {
              try {
                return Instant.parse(text);
              } catch (DateTimeException e) {
                throw unfit(name); // the parser's message quotes the text
              }
            });
  }

  <E extends Enum<E>> E constant(String name, Class<E> type) {
    return optionalConstant(name, type).orElseThrow(() -> unfit(name));
  }

  <E extends Enum<E>> Optional<E> optionalConstant(String name, Class<E> type) {
    return optionalText(name)
        .map(
            text -> {
              for (E constant : type.getEnumConstants()) {
                if (constant.name().equals(text)) {
                  return constant;
                }
              }
              throw unfit(name);
            });
  }

  Fingerprint fingerprint(String name) {
    return new Fingerprint(text(name));
  }

  Optional<Rung> optionalRung(String name) {
    return optionalText(name).map(key -> Rung.parse(key).orElseThrow(() -> unfit(name)));
  }

  Optional<Fields> optionalObject(String name) {
    return optional(name, Map.class).map(Fields::new);
  }

  Fields object(String name) {
    return optionalObject(name).orElseThrow(() -> unfit(name));
  }

  /** The objects of an array, each through the function. */
  <T> List<T> objects(String name, Function<Fields, T> read) {
    List<?> elements = optional(name, List.class).orElseThrow(() -> unfit(name));
    return elements.stream()
        .map(
            element -> {
              if (element instanceof Map<?, ?> map) {
                return read.apply(new Fields(map));
              }
              throw unfit(name);
            })
        .toList();
  }

  /** The texts of an array, each through the function. */
  <T> List<T> texts(String name, Function<String, T> read) {
    List<?> elements = optional(name, List.class).orElseThrow(() -> unfit(name));
    return elements.stream()
        .map(
            element -> {
              if (element instanceof String text) {
                return read.apply(text);
              }
              throw unfit(name);
            })
        .toList();
  }

  /** The members as objects, each through the function. */
  <T> Map<String, T> objectsByName(Function<Fields, T> read) {
    Map<String, T> byName = new LinkedHashMap<>();
    for (Object name : members.keySet()) {
      byName.put((String) name, read.apply(object((String) name)));
    }
    return byName;
  }

  private <T> Optional<T> optional(String name, Class<T> type) {
    Object member = members.get(name);
    if (member != null && !type.isInstance(member)) {
      throw unfit(name);
    }
    return Optional.ofNullable(type.cast(member));
  }

  private static IllegalArgumentException unfit(String name) {
    return new IllegalArgumentException("member '" + name + "' is missing or not of its type");
  }

  /** An object to be written; what is absent is left out. */
  static final class Writer {
    private final Map<String, Object> members = new LinkedHashMap<>();

    Writer put(String name, Object value) {
      members.put(
          name, value instanceof Instant || value instanceof Enum<?> ? value.toString() : value);
      return this;
    }

    Writer put(String name, Optional<?> value) {
      value.ifPresent(present -> put(name, present));
      return this;
    }

    Map<String, Object> map() {
      return members;
    }
  }

  /** The moment in the resolution everything here is kept in. */
  static Instant milliseconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS);
  }
}
