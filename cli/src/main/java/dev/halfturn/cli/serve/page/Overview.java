// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve.page;

import dev.halfturn.cli.serve.LifeCycle;
import dev.halfturn.cli.serve.StatusBoard;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the page shows besides the applications.
 *
 * @param board what was read from the store
 * @param state of the daemon
 * @param lastSweepAt since when no application was left out
 * @param failures the applications whose last look failed, and why
 * @param now the time, UTC
 * @param release which Halfturn this is
 */
public record Overview(
    StatusBoard.View board,
    LifeCycle.State state,
    Optional<Instant> lastSweepAt,
    SortedMap<String, String> failures,
    Instant now,
    String release) {

  public Overview {
    Objects.requireNonNull(board);
    Objects.requireNonNull(state);
    Objects.requireNonNull(lastSweepAt);
    failures = Collections.unmodifiableSortedMap(new TreeMap<>(failures));
    Objects.requireNonNull(now);
    Objects.requireNonNull(release);
  }
}
