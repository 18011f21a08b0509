// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.http;

import java.time.Duration;

/**
 * Bounds of one call.
 *
 * @param connect for the connection
 * @param read for each piece of the answer
 * @param total for everything, a peer that sends one byte at a time included
 * @param body of the answer, in bytes
 */
public record HttpLimits(Duration connect, Duration read, Duration total, int body) {

  /** What Amazon's endpoints get. */
  public static final HttpLimits AMAZON =
      new HttpLimits(
          Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(30), 1 << 20);
}
