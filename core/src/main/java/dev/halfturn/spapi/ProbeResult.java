// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spapi;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What the Selling Partner API answered to a probe.
 *
 * @param status the HTTP status
 * @param refusal why, if the status is 401 or 403
 * @param requestId Amazon's name for the request, which its support asks for
 * @param serverTime Amazon's clock as the answer stated it, in whole seconds
 * @param took from sending to the whole answer
 */
public record ProbeResult(
    int status,
    Optional<SpApiRefusal> refusal,
    Optional<String> requestId,
    Optional<Instant> serverTime,
    Duration took) {
  public ProbeResult {
    Objects.requireNonNull(refusal);
    Objects.requireNonNull(requestId);
    Objects.requireNonNull(serverTime);
    Objects.requireNonNull(took);
  }

  /** Whether Amazon accepted the token and with it the client secret. */
  public boolean accepted() {
    return status >= 200 && status < 300;
  }
}
