// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.call;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.ExponentialBackoff;
import com.azure.core.http.policy.ExponentialBackoffOptions;
import com.azure.core.http.policy.RequestRetryCondition;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.http.policy.RetryStrategy;
import java.time.Duration;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * When a call is repeated, by the SDK's own means; no repetition begins after the time that a call
 * may take. A call that writes is repeated only if the service has said that it did nothing: after
 * a lost answer nobody knows, and a repetition would write twice.
 */
public final class AzureRetries extends RetryPolicy {

  private static final int REPETITIONS = 3;
  private static final Duration FIRST_DELAY = Duration.ofMillis(500);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(8);
  private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final int TOO_MANY_REQUESTS = 429;

  private final Duration timeout;
  private final boolean readsOnly;

  private AzureRetries(Duration timeout, boolean readsOnly) {
    this.timeout = timeout;
    this.readsOnly = readsOnly;
  }

  /**
   * By its method: {@code GET} may be made twice without harm, anything else writes.
   *
   * @param timeout within which the last repetition must begin
   */
  public static AzureRetries byMethod(Duration timeout) {
    return new AzureRetries(timeout, false);
  }

  /** For calls that may be made twice without harm, whatever their method. */
  public static AzureRetries reading(Duration timeout) {
    return new AzureRetries(timeout, true);
  }

  @Override
  public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
    return Mono.defer(() -> policy(context).process(context, next));
  }

  @Override
  public HttpResponse processSync(
      HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
    return policy(context).processSync(context, next);
  }

  private RetryPolicy policy(HttpPipelineCallContext context) {
    boolean reads = readsOnly || READING.contains(context.getHttpRequest().getHttpMethod());
    return new RetryPolicy(new Within(System.nanoTime() + timeout.toNanos(), reads));
  }

  /** One call with its repetitions. */
  private static final class Within implements RetryStrategy {

    private final RetryStrategy usual =
        new ExponentialBackoff(
            new ExponentialBackoffOptions()
                .setMaxRetries(REPETITIONS)
                .setBaseDelay(FIRST_DELAY)
                .setMaxDelay(LONGEST_DELAY));
    private final long end;
    private final boolean reads;

    Within(long end, boolean reads) {
      this.end = end;
      this.reads = reads;
    }

    @Override
    public int getMaxRetries() {
      return usual.getMaxRetries();
    }

    @Override
    public Duration calculateRetryDelay(int attempts) {
      return usual.calculateRetryDelay(attempts);
    }

    @Override
    public boolean shouldRetryCondition(RequestRetryCondition condition) {
      boolean mayRepeat =
          reads
              ? usual.shouldRetryCondition(condition)
              : condition.getResponse() != null && hasDoneNothing(condition.getResponse());
      return mayRepeat && System.nanoTime() + delay(condition).toNanos() < end;
    }

    /** Nothing promises that of {@code 503}, whatever else it says. */
    private static boolean hasDoneNothing(HttpResponse response) {
      return response.getStatusCode() == TOO_MANY_REQUESTS;
    }

    private Duration delay(RequestRetryCondition condition) {
      Duration usualDelay = usual.calculateRetryDelay(condition.getTryCount());
      return condition.getResponse() == null
          ? usualDelay
          : RetryAfter.of(condition.getResponse()).orElse(usualDelay);
    }
  }
}
