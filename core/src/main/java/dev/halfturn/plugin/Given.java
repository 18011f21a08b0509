// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.endpoint.Endpoints;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a program brings itself, besides what its settings say.
 *
 * @param notifiers the names of notifiers it has made
 * @param endpoints where Amazon is, in place of what the settings say
 */
public record Given(Set<String> notifiers, Optional<Endpoints> endpoints) {

  /** What most programs bring. */
  public static final Given NOTHING = new Given(Set.of(), Optional.empty());

  public Given {
    notifiers = Set.copyOf(notifiers);
    Objects.requireNonNull(endpoints);
  }

  /** All notifiers there are. */
  Set<String> besides(Set<String> configured) {
    Set<String> all = new TreeSet<>(configured);
    all.addAll(notifiers);
    return all;
  }
}
