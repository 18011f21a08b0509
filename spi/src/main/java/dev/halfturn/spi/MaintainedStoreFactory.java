// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

/**
 * A factory of stores that must be created, checked and repaired by their owner, because no service
 * does it: a store that is a file, for example.
 */
public interface MaintainedStoreFactory extends SecretStoreFactory {

  /**
   * Care of one store, whether it exists yet or not. Reads and writes nothing by itself.
   *
   * @param config the same values with which {@link #open} would open it
   * @param context as for {@link #open}
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if the values contradict one
   *     another
   */
  StoreMaintenance maintain(PluginConfig config, PluginContext context);
}
