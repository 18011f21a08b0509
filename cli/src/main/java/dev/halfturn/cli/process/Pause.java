// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.process;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.time.Duration;

/** How a command waits in the foreground. */
@FunctionalInterface
public interface Pause {

  /** Returns after the duration. */
  void sleep(Duration duration);

  /** Really waits. */
  static Pause real() {
    return duration -> {
      try {
        Thread.sleep(duration.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new HalfturnException(
            Problem.of(ErrorCode.UNAVAILABLE, "INTERRUPTED", "interrupted while waiting"));
      }
    };
  }
}
