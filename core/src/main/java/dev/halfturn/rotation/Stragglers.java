// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.internal.json.Json;
import dev.halfturn.spi.SecretValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who has worked with the secret before the current one, and when last: an entry <code>
 * {"v":1,"consumers":{"nightly-job":"2026-11-27T02:00:00Z"}}</code>.
 */
final class Stragglers {

  /** Most of them that are remembered. */
  private static final int MOST = 20;

  private static final Duration ONCE = Duration.ofDays(1);
  private static final String CONSUMERS = "consumers";

  private Stragglers() {}

  /** What an entry says; nothing if it is none: it is a help, and no reminder may fail by it. */
  static SortedMap<String, Instant> decode(SecretValue entry) {
    SortedMap<String, Instant> stragglers = new TreeMap<>();
    Object consumers = Json.read(entry.reveal()).orElse(Map.of()).get(CONSUMERS);
    if (consumers instanceof Map<?, ?> members) {
      members.forEach(
          (name, at) -> {
            if (name instanceof String consumer && at instanceof String text) {
              moment(text).ifPresent(moment -> stragglers.put(consumer, moment));
            }
          });
    }
    return stragglers;
  }

  static SecretValue encode(SortedMap<String, Instant> stragglers) {
    SortedMap<String, Object> consumers = new TreeMap<>();
    stragglers.forEach((consumer, at) -> consumers.put(consumer, at.toString()));
    return SecretValue.of(
        Json.write(new Fields.Writer().put("v", 1).put(CONSUMERS, consumers).map()));
  }

  /** With a use of today; empty if one is known. */
  static Optional<SortedMap<String, Instant>> with(
      SortedMap<String, Instant> known, String consumer, Instant now) {
    boolean isKnown =
        Optional.ofNullable(known.get(consumer))
            .map(at -> Duration.between(at, now).abs().compareTo(ONCE) < 0)
            .orElse(false);
    if (isKnown) {
      return Optional.empty();
    }
    SortedMap<String, Instant> changed = new TreeMap<>(known);
    changed.put(consumer, now);
    if (changed.size() > MOST) {
      changed.values().remove(Collections.min(changed.values()));
    }
    return Optional.of(changed);
  }

  private static Optional<Instant> moment(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
