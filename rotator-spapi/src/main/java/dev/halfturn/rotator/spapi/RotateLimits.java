// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import java.time.Duration;

/**
 * Bounds of the request.
 *
 * @param connect for the connection
 * @param read for each piece of the answer
 * @param total for everything
 */
record RotateLimits(Duration connect, Duration read, Duration total) {

  static final RotateLimits AMAZON =
      new RotateLimits(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(30));

  /** Of an answer, in bytes; what comes beyond is not looked at. */
  static final int BODY = 64 << 10;
}
