// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * What each write of this store bears: the vault's times are whole seconds, and its ids are in no
 * order. Microseconds since 1970 that rise with every write of the process, and some chance, so
 * that the tag also tells this write from all others. Texts are in the order of the writes.
 */
final class OrderTag {

  /** The name of the tag. */
  static final String NAME = "halfturn-order";

  private static final AtomicLong LAST = new AtomicLong();

  private OrderTag() {}

  /** That of one more write. */
  static String next(InstantSource clock, RandomGenerator random) {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    long micros = LAST.updateAndGet(last -> Math.max(now, last + 1));
    return "%016d-%08x".formatted(micros, random.nextInt());
  }

  /** That of a version; empty if others have written it. */
  static Optional<String> of(Map<String, String> tags) {
    return Optional.ofNullable(tags).map(all -> all.get(NAME));
  }
}
