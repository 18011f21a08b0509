// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.secrets;

import dev.halfturn.endpoint.SpApiRegion;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the configuration says of one application; it wins over what the store says. Immutable.
 *
 * @param clientId the client id, if it is not to be read from the store
 * @param primaryUser address of the person who may rotate in Amazon's console
 * @param region the region of sellers of which nothing else is said
 * @param sellers the sellers to care for; empty for all in the store
 * @param sellerRegions regions by seller
 */
public record AppSettings(
    Optional<String> clientId,
    Optional<String> primaryUser,
    Optional<SpApiRegion> region,
    SortedSet<String> sellers,
    SortedMap<String, SpApiRegion> sellerRegions) {

  /** Nothing is said. */
  public static final AppSettings NONE =
      new AppSettings(
          Optional.empty(), Optional.empty(), Optional.empty(), new TreeSet<>(), new TreeMap<>());

  public AppSettings {
    Objects.requireNonNull(clientId);
    Objects.requireNonNull(primaryUser);
    Objects.requireNonNull(region);
    sellers = Collections.unmodifiableSortedSet(new TreeSet<>(sellers));
    sellerRegions = Collections.unmodifiableSortedMap(new TreeMap<>(sellerRegions));
  }
}
