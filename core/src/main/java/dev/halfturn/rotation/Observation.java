// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.SecretVersion;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What was seen of an application just now.
 *
 * @param key under which the fingerprint was made: the record's, or a new one where there is none
 * @param fingerprint of the current client secret
 * @param version the store's version of it
 * @param notifiers names of those who can tell people
 */
public record Observation(
    FingerprintKey key,
    Fingerprint fingerprint,
    SecretVersion version,
    SortedSet<String> notifiers) {
  public Observation {
    Objects.requireNonNull(key);
    Objects.requireNonNull(fingerprint);
    Objects.requireNonNull(version);
    notifiers = Collections.unmodifiableSortedSet(new TreeSet<>(notifiers));
  }
}
