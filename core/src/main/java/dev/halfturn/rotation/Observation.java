// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was seen of an application just now.
 *
 * @param key under which the fingerprint was made: the record's, or a new one where there is none
 * @param fingerprint of the current client secret
 * @param version the store's version of it
 * @param notifiers names of those who can tell people
 * @param stragglers who has used the secret before the current one, and when last; UTC
 * @param authorizations when those of sellers end of whom it is known, by seller; UTC
 */
public record Observation(
    FingerprintKey key,
    Fingerprint fingerprint,
    SecretVersion version,
    SortedSet<String> notifiers,
    SortedMap<String, Instant> stragglers,
    SortedMap<String, Instant> authorizations) {

  public Observation {
    Objects.requireNonNull(key);
    Objects.requireNonNull(fingerprint);
    Objects.requireNonNull(version);
    notifiers = Collections.unmodifiableSortedSet(new TreeSet<>(notifiers));
    stragglers = Collections.unmodifiableSortedMap(new TreeMap<>(stragglers));
    authorizations = Collections.unmodifiableSortedMap(new TreeMap<>(authorizations));
  }

  /** Of the secret alone. */
  static Observation ofSecret(
      FingerprintKey key, StoredSecret current, SortedSet<String> notifiers) {
    return new Observation(
        key,
        key.of(current.value()),
        current.version(),
        notifiers,
        Collections.emptySortedMap(),
        Collections.emptySortedMap());
  }

  /** With what is known about others than the secret. */
  Observation with(SortedMap<String, Instant> newStragglers, SortedMap<String, Instant> ends) {
    return new Observation(key, fingerprint, version, notifiers, newStragglers, ends);
  }
}
