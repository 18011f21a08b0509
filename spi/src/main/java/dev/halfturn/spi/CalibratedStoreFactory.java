// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.time.Duration;

/**
 * A factory of stores whose passphrases cost time to try, as much as their owner can bear. It finds
 * out what that comes to on this machine.
 */
public interface CalibratedStoreFactory extends SecretStoreFactory {

  /**
   * Measures, for some times the target. Writes nothing.
   *
   * @param config the values that would open the store; its limits count, its key does not
   * @param target how long opening with a passphrase may take
   */
  KeyCalibration calibrate(PluginConfig config, Duration target);
}
