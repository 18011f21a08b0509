// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import dev.halfturn.secrets.Applications;
import dev.halfturn.spi.HalfturnException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the authorizations of sellers end. An application may have thousands of sellers and is
 * looked at every hour, so what was read serves for half a day.
 */
final class SellerDates {

  private static final Logger log = LoggerFactory.getLogger(SellerDates.class);

  private static final Duration FRESH = Duration.ofHours(12);

  private record Read(Instant at, SortedMap<String, Instant> ends) {}

  private final Applications applications;
  private final InstantSource clock;
  private final Map<String, Read> known = new ConcurrentHashMap<>();

  SellerDates(Applications applications, InstantSource clock) {
    this.applications = applications;
    this.clock = clock;
  }

  /** By seller. What cannot be read keeps nobody from being reminded of the client secret. */
  SortedMap<String, Instant> of(String app) {
    Instant now = clock.instant();
    Optional<Read> last = Optional.ofNullable(known.get(app));
    boolean isFresh =
        last.map(read -> Duration.between(read.at(), now).abs().compareTo(FRESH) < 0).orElse(false);
    if (!isFresh) {
      try {
        known.put(app, new Read(now, applications.authorizations(app)));
      } catch (HalfturnException e) {
        log.warn("{}: dates of sellers' authorizations: {}", app, e.getMessage());
      }
    }
    return Optional.ofNullable(known.get(app)).map(Read::ends).orElse(Collections.emptySortedMap());
  }

  /** Something about a seller has changed. */
  void forget(String app) {
    known.remove(app);
  }
}
