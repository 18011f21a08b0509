// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this store has written itself: Google promises a new version at once only to who asks for it
 * by its number, and may still show an older one as {@code latest} and in lists. Thread-safe.
 */
final class OwnWrites {

  private final Map<String, Long> numbers = new ConcurrentHashMap<>();

  void note(String secret, long number) {
    numbers.merge(secret, number, Math::max);
  }

  /** The newest version of a secret that was added here, 0 if there is none. */
  long newest(String secret) {
    return numbers.getOrDefault(secret, 0L);
  }
}
