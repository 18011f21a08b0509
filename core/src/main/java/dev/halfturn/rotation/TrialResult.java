// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What Amazon says about a client secret.
 *
 * @param verdict in one word
 * @param text one line for people, without a secret: "exchange 200 in 39 ms, probe 200"
 * @param serverTime Amazon's clock, if it was told
 */
public record TrialResult(Verdict verdict, String text, Optional<Instant> serverTime) {

  /** What Amazon says. */
  public enum Verdict {
    /** It exchanges, and the SP-API does not call it expired. */
    ACCEPTED,
    /** {@code invalid_client}. */
    REFUSED,
    /** It exchanges, but the SP-API answers 403 "secret expired". */
    EXPIRED_AT_SP_API,
    /** Nothing was learned: network, 5xx, throttling, or no grant to try it with. */
    NO_VERDICT
  }

  public TrialResult {
    Objects.requireNonNull(verdict);
    Objects.requireNonNull(text);
    Objects.requireNonNull(serverTime);
  }

  /** Whether tokens can be had with it, whatever the SP-API says of them. */
  boolean works() {
    return verdict == Verdict.ACCEPTED || verdict == Verdict.EXPIRED_AT_SP_API;
  }
}
