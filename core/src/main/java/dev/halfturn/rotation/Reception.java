// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What one look into the queue has brought.
 *
 * @param apps the applications of which something has changed: {@link Rotator#resume} goes on with
 *     them
 * @param taken how many messages were stored or noted, and are gone from the queue as far as that
 *     can be known
 * @param left how many stay there: not ours, not readable, or not to be stored just now
 */
public record Reception(SortedSet<String> apps, int taken, int left) {
  public Reception {
    apps = Collections.unmodifiableSortedSet(new TreeSet<>(apps));
  }

  /** Whether there was any message. */
  public boolean isEmpty() {
    return taken + left == 0;
  }
}
