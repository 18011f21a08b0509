// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;

/** What a {@link RotationTracker} wants to know of an application besides its secrets. */
public interface AppFacts {

  /** Nothing is known. */
  AppFacts NONE =
      new AppFacts() {
        @Override
        public Optional<String> primaryUser(String app) {
          return Optional.empty();
        }

        @Override
        public SortedMap<String, Instant> authorizations(String app) {
          return Collections.emptySortedMap();
        }
      };

  /** Address of the person who may rotate the application's secret. */
  Optional<String> primaryUser(String app);

  /** When the authorizations of its sellers end of whom that is known, by seller; UTC. */
  SortedMap<String, Instant> authorizations(String app);
}
