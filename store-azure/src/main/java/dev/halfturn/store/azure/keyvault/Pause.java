// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.time.Duration;

/** Lets time pass. */
@FunctionalInterface
interface Pause {

  /** Waits in real time. */
  Pause REAL =
      time -> {
        try {
          Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new HalfturnException(
              Problem.of(
                      ErrorCode.UNAVAILABLE,
                      "INTERRUPTED",
                      "told to stop while waiting for Key Vault")
                  .withHint("repeat it: nothing else is wrong"));
        }
      };

  /**
   * Waits about that long.
   *
   * @throws HalfturnException reason {@code INTERRUPTED} if the thread was told to stop
   */
  void pause(Duration time);
}
