// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.call;

import com.google.api.gax.retrying.RetrySettings;
import com.google.api.gax.rpc.StatusCode;
import java.time.Duration;
import java.util.Set;

/**
 * When a call is repeated, by the means of Google's client. A call that writes is repeated only if
 * the service has said that it did nothing: after a lost answer nobody knows, and a repetition
 * would write twice.
 */
public final class GcpRetries {

  /**
   * What lets a call that reads be made again. {@code UNKNOWN} is what the client makes of a
   * connection that broke.
   */
  public static final Set<StatusCode.Code> READING_CODES =
      Set.of(
          StatusCode.Code.UNAVAILABLE,
          StatusCode.Code.RESOURCE_EXHAUSTED,
          StatusCode.Code.INTERNAL,
          StatusCode.Code.UNKNOWN);

  /** What lets a call that writes be made again. */
  public static final Set<StatusCode.Code> WRITING_CODES =
      Set.of(StatusCode.Code.RESOURCE_EXHAUSTED);

  static final int ATTEMPTS = 4;
  static final Duration FIRST_DELAY = Duration.ofMillis(200);
  static final Duration LONGEST_DELAY = Duration.ofSeconds(5);
  static final double GROWTH = 2;

  private GcpRetries() {}

  /**
   * How often and when, for reading and writing alike: which failures are meant say the codes.
   *
   * @param timeout of a call with its repetitions
   */
  public static RetrySettings settings(Duration timeout) {
    return RetrySettings.newBuilder()
        .setMaxAttempts(ATTEMPTS)
        .setInitialRetryDelayDuration(FIRST_DELAY)
        .setRetryDelayMultiplier(GROWTH)
        .setMaxRetryDelayDuration(LONGEST_DELAY)
        .setInitialRpcTimeoutDuration(timeout)
        .setMaxRpcTimeoutDuration(timeout)
        .setTotalTimeoutDuration(timeout)
        .build();
  }
}
