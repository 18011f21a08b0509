// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** A Secrets Manager that holds one value, without a network. */
record OneSecret(String value) implements SecretsManagerClient {

  @Override
  public DescribeSecretResponse describeSecret(DescribeSecretRequest request) {
    return DescribeSecretResponse.builder()
        .versionIdsToStages(Map.of("v1", List.of("AWSCURRENT")))
        .build();
  }

  @Override
  public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
    return GetSecretValueResponse.builder().versionId("v1").secretString(value).build();
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
