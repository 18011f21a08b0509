// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.call;

import java.time.Duration;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * When a call is repeated, by the SDK's own means. A call that writes is repeated only if the
 * service has said that it did nothing: after a lost answer nobody knows, and a repetition would
 * write twice.
 */
public final class Retries {

  private static final int ATTEMPTS = 4;
  private static final Duration FIRST_DELAY = Duration.ofMillis(200);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);
  private static final Set<String> REFUSED_FOR_NOW =
      Set.of("TooManyUpdates", "TooManyUpdatesException", "PriorRequestNotComplete");

  private Retries() {}

  /** For calls that may be made twice without harm. */
  public static RetryStrategy reading() {
    return AwsRetryStrategy.standardRetryStrategy();
  }

  /** For calls that write. */
  public static RetryStrategy writing() {
    BackoffStrategy backoff = BackoffStrategy.exponentialDelay(FIRST_DELAY, LONGEST_DELAY);
    return StandardRetryStrategy.builder()
        .maxAttempts(ATTEMPTS)
        .useClientDefaults(false)
        .backoffStrategy(backoff)
        .throttlingBackoffStrategy(backoff)
        .retryOnException(Retries::wasRefusedForNow)
        .treatAsThrottling(Retries::wasRefusedForNow)
        .build();
  }

  private static boolean wasRefusedForNow(Throwable failure) {
    return failure instanceof AwsServiceException refusal
        && (refusal.isThrottlingException()
            || (refusal.awsErrorDetails() != null
                && REFUSED_FOR_NOW.contains(refusal.awsErrorDetails().errorCode())));
  }
}
