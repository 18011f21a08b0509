// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

/** The kinds of parameters that SSM knows, by what they hold and cost. */
enum Tier {
  /** Free. */
  STANDARD(4096),
  /** Charged for, and never taken back. */
  ADVANCED(8192);

  private final int maxBytes;

  Tier(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  int maxBytes() {
    return maxBytes;
  }
}
