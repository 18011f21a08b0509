// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.List;

/**
 * A factory whose service may already hold credentials under names that others chose, and whose
 * stores can use them where they are.
 */
public interface AdoptingStoreFactory extends SecretStoreFactory {

  /**
   * Looks for credentials that somebody put there by a known recipe. Changes nothing. Entries that
   * the store so configured has already are listed, too, so that a set is whole.
   *
   * @param config the same values with which {@link #open} would open the store
   * @param context as for {@link #open}
   * @return sorted by the names they would have here
   */
  List<ForeignEntry> findForeign(PluginConfig config, PluginContext context);
}
