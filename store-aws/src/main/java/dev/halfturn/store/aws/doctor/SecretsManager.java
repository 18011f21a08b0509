// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.doctor;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a store of kind {@code aws-secrets-manager} uses, and what is therefore looked at.
 *
 * @param instance the store's name in the configuration
 * @param secrets names and ARNs of those that should be there
 * @param key for new secrets: id, ARN or alias; empty for the one every account has
 * @param policy the rights that suffice, as a document of IAM, for a caller
 */
public record SecretsManager(
    String instance, List<String> secrets, Optional<String> key, Function<Caller, String> policy) {

  static final String EVERYBODYS_KEY = "alias/aws/secretsmanager";

  public SecretsManager {
    secrets = List.copyOf(secrets);
  }
}
