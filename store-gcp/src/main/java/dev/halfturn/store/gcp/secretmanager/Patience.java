// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import java.time.Duration;
import java.time.InstantSource;

/**
 * How long somebody else's claim is waited for: until it is stale by the clock, or until the same
 * claim was waited for as long as a claim lives, whatever the clocks of two machines show.
 */
final class Patience {

  private final InstantSource clock;
  private String nonce = "";
  private Duration waited = Duration.ZERO;

  Patience(InstantSource clock) {
    this.clock = clock;
  }

  boolean isOver(Claim claim) {
    if (!claim.nonce().equals(nonce)) {
      nonce = claim.nonce();
      waited = Duration.ZERO;
    }
    return claim.isStale(clock.instant()) || waited.compareTo(Claim.LIFE) > 0;
  }

  void spend(Duration time) {
    waited = waited.plus(time);
  }
}
