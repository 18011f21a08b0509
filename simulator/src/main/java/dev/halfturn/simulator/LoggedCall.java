// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One call that was answered. Holds no credential.
 *
 * @param at the simulated time at which it came
 * @param status the HTTP status, or 0 if no answer was sent
 * @param app the application, if its client id was known
 * @param seller whose refresh token or access token it was
 * @param secretNumber which of the application's secrets was used, see {@link IssuedSecret#number}
 * @param error the error code of Amazon's answer
 * @param faults the names of the faults it met
 * @param requestId the {@code x-amzn-RequestId} of the answer
 */
public record LoggedCall(
    Endpoint endpoint,
    Instant at,
    int status,
    Optional<String> app,
    Optional<String> seller,
    Optional<Integer> secretNumber,
    Optional<String> error,
    List<String> faults,
    String requestId) {}
