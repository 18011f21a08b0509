// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.List;
import java.util.SortedSet;

/** A factory that knows which rights its stores need, so that nobody has to give them more. */
public interface PolicyStoreFactory extends SecretStoreFactory {

  /**
   * The least rights that suffice, ready to be reviewed and pasted where such rights are given.
   * Reads and changes nothing.
   *
   * @param config the same values with which {@link #open} would open the store
   * @param apps the applications that will be kept there; empty for any
   * @return lines; those that explain begin with {@code #}
   */
  List<String> leastRights(PluginConfig config, SortedSet<String> apps);
}
