// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.SecretValue;

/**
 * Asks Amazon about a client secret: one exchange, then one SP-API call. Without side effects at
 * Amazon, so it may be repeated. Implementations must be safe for use by several threads.
 */
@FunctionalInterface
public interface SecretTrial {

  /**
   * Tries a client secret of an application, which need not be the one in the store. Amazon's
   * refusals and failures are results; only the store's failures are thrown.
   */
  TrialResult attempt(String app, SecretValue clientSecret);
}
