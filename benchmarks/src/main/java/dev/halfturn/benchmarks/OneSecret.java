// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** A Secrets Manager that holds one value, without a network; it counts its calls. */
record OneSecret(String value, Duration latency, AtomicInteger calls)
    implements SecretsManagerClient {

  OneSecret(String value, Duration latency) {
    this(value, latency, new AtomicInteger());
  }

  @Override
  public DescribeSecretResponse describeSecret(DescribeSecretRequest request) {
    answerLater();
    return DescribeSecretResponse.builder()
        .versionIdsToStages(Map.of("v1", List.of("AWSCURRENT")))
        .build();
  }

  @Override
  public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
    answerLater();
    return GetSecretValueResponse.builder().versionId("v1").secretString(value).build();
  }

  private void answerLater() {
    calls.incrementAndGet();
    LockSupport.parkNanos(latency.toNanos());
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // it holds nothing
  }
}
