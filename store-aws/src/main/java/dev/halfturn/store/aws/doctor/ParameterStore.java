// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.doctor;

import dev.halfturn.spi.SecretName;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a store of kind {@code aws-ssm} uses, and what is therefore looked at.
 *
 * @param instance the store's name in the configuration
 * @param parameters where the entries lie that are or will be there, by entry
 * @param key which encrypts: id, ARN or alias
 * @param policy the rights that suffice, as a document of IAM, for a caller
 */
public record ParameterStore(
    String instance,
    Map<SecretName, String> parameters,
    String key,
    Function<Caller, String> policy) {

  static final String EVERYBODYS_KEY = "alias/aws/ssm";

  public ParameterStore {
    SortedMap<SecretName, String> sorted = new TreeMap<>(parameters);
    parameters = Collections.unmodifiableSortedMap(sorted);
  }

  /** The entry that is a parameter. */
  Optional<SecretName> entry(String parameter) {
    return parameters.entrySet().stream()
        .filter(entry -> entry.getValue().equals(parameter))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Whether what an entry holds must not be readable: ids, regions and records may be. */
  static boolean isSecret(SecretName entry) {
    String name = entry.value();
    return (name.contains("/clientsecret") && !name.endsWith("/rotation"))
        || name.contains("/refreshtoken");
  }

  static boolean isClientSecret(SecretName entry) {
    return entry.value().endsWith("/lwa/clientsecret");
  }
}
