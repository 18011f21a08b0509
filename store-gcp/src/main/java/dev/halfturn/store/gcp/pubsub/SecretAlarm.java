// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The alarm clock of a secret: its rotation field and the topics that are told. What else a secret
 * bears is left as it is, its expiry above all: one that expires is deleted with all its versions.
 *
 * @param members the secret as the service gives it
 */
record SecretAlarm(Map<String, Object> members) {

  private static final String TOPICS = "topics";
  private static final String NAME = "name";
  private static final String ROTATION = "rotation";

  /**
   * A change of a secret.
   *
   * @param mask which fields it has
   * @param body what they become, with the etag of what was read
   */
  record Change(String mask, Map<String, Object> body) {}

  /** When it tells; empty if it does not, or never by itself. */
  Optional<Instant> moment() {
    if (members.get(ROTATION) instanceof Map<?, ?> rotation
        && rotation.get("nextRotationTime") instanceof String text) {
      try {
        return Optional.of(Instant.parse(text));
      } catch (DateTimeParseException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  boolean tells(String topic) {
    return topics().contains(topic);
  }

  private List<String> topics() {
    List<String> names = new ArrayList<>();
    if (members.get(TOPICS) instanceof List<?> list) {
      for (Object one : list) {
        if (one instanceof Map<?, ?> map && map.get(NAME) instanceof String name) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /** Whether the service deletes it some day. */
  boolean expires() {
    return members.containsKey("expireTime") || members.containsKey("ttl");
  }

  /** Sets the moment; empty if it is set already. */
  Optional<Change> set(Instant at, String topic) {
    if (tells(topic)) {
      return moment().equals(Optional.of(at))
          ? Optional.empty()
          : Optional.of(change(ROTATION, with(Optional.empty(), rotation(at))));
    }
    return Optional.of(
        change(TOPICS + "," + ROTATION, with(Optional.of(added(topic)), rotation(at))));
  }

  private static Optional<Object> rotation(Instant at) {
    return Optional.of(Map.of("nextRotationTime", at.toString()));
  }

  /** Adds the topic; empty if it is there. */
  Optional<Change> tell(String topic) {
    return tells(topic)
        ? Optional.empty()
        : Optional.of(change(TOPICS, with(Optional.of(added(topic)), Optional.empty())));
  }

  /** Takes away the topic and the moment, and leaves the topics of others. */
  Optional<Change> clear(String topic) {
    boolean tells = tells(topic);
    if (!tells) {
      return Optional.empty();
    }
    List<String> rest = new ArrayList<>(topics());
    rest.remove(topic);
    return Optional.of(change(TOPICS + "," + ROTATION, with(Optional.of(rest), Optional.empty())));
  }

  private List<String> added(String topic) {
    List<String> all = new ArrayList<>(topics());
    all.add(topic);
    return all;
  }

  private Map<String, Object> with(Optional<List<String>> topics, Optional<Object> rotation) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(NAME, members.get(NAME));
    body.put("etag", members.get("etag"));
    topics.ifPresent(
        names -> body.put(TOPICS, names.stream().map(name -> Map.of(NAME, name)).toList()));
    rotation.ifPresent(value -> body.put(ROTATION, value));
    return body;
  }

  private static Change change(String mask, Map<String, Object> body) {
    return new Change(mask, body);
  }
}
