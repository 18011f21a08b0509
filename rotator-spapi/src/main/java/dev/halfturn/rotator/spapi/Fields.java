// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An object of JSON whose keys have no case. Two keys that differ in case alone and not in what
 * they say count as none. Nothing of it is in its text form.
 */
final class Fields {

  /** SQS takes no longer message. */
  static final int LONGEST = 1 << 20;

  private static final int DEEPEST = 32;
  private static final int LONGEST_NUMBER = 100;

  private static final JSON READER =
      JSON.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(LONGEST)
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .build())
                  .build())
          .build();

  static final Fields NONE = new Fields(Map.of());

  private final Map<?, ?> members;

  private Fields(Map<?, ?> members) {
    this.members = members;
  }

  /** The object that a text is; empty if it is none, is longer than a megabyte or too deep. */
  static Optional<Fields> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      return READER.anyFrom(text) instanceof Map<?, ?> members
          ? Optional.of(new Fields(members))
          : Optional.empty();
    } catch (IOException e) { // its text quotes what it could not read
      return Optional.empty();
    }
  }

  private Optional<Object> find(String key) {
    Object found = null;
    for (Map.Entry<?, ?> member : members.entrySet()) {
      if (member.getValue() != null && key.equalsIgnoreCase(String.valueOf(member.getKey()))) {
        if (found != null && !found.equals(member.getValue())) {
          return Optional.empty();
        }
        found = member.getValue();
      }
    }
    return Optional.ofNullable(found);
  }

  /** A text that is not blank, without blanks around it. */
  Optional<String> text(String key) {
    return find(key)
        .filter(String.class::isInstance)
        .map(value -> ((String) value).strip())
        .filter(text -> !text.isEmpty());
  }

  Optional<Instant> moment(String key) {
    return text(key).flatMap(Moment::parse);
  }

  /** An object in it; {@link #NONE} if there is none. */
  Fields object(String key) {
    return find(key)
        .filter(Map.class::isInstance)
        .map(value -> new Fields((Map<?, ?>) value))
        .orElse(NONE);
  }

  /** A value, or the values of a list; none if there is neither. */
  List<Object> values(String key) {
    return find(key)
        .map(
            value ->
                value instanceof List<?> list
                    ? list.stream().<Object>map(one -> one).filter(Objects::nonNull).toList()
                    : List.of(value))
        .orElse(List.of());
  }

  /** The same as texts; what is no text is left out. */
  List<String> texts(String key) {
    return texts(values(key));
  }

  private static List<String> texts(List<Object> values) {
    return values.stream().filter(String.class::isInstance).map(String.class::cast).toList();
  }

  /** The objects among {@link #values}. */
  List<Fields> objects(String key) {
    return values(key).stream()
        .filter(Map.class::isInstance)
        .map(value -> new Fields((Map<?, ?>) value))
        .toList();
  }

  List<String> keys() {
    return members.keySet().stream().map(String::valueOf).toList();
  }

  boolean isEmpty() {
    return members.isEmpty();
  }
}
