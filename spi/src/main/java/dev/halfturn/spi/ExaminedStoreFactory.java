// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.List;
import java.util.SortedSet;

/** A factory that can say what is right and what is wrong with the surroundings of its stores. */
public interface ExaminedStoreFactory extends SecretStoreFactory {

  /**
   * Looks at credentials, rights, keys and whatever else a store needs, and at what others have set
   * up beside it. Changes nothing, reads no value, and raises nothing for what it finds.
   *
   * @param config the same values with which {@link #open} would open the store
   * @param context as for {@link #open}
   * @param apps the applications that are or will be kept there; empty if none is known
   * @return in the order in which they are to be read
   */
  List<Observed> examine(PluginConfig config, PluginContext context, SortedSet<String> apps);
}
