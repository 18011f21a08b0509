// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import com.google.cloud.secretmanager.v1.CustomerManagedEncryption;
import com.google.cloud.secretmanager.v1.Replication;
import com.google.cloud.secretmanager.v1.Secret;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.Problem;
import dev.halfturn.store.gcp.call.GcpOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a secret is that this store makes: where it is kept, by which key it is encrypted, its
 * labels. Never when it ends: Secret Manager deletes what has a time for that.
 */
final class NewSecrets {

  private final Secret.Builder secret = Secret.newBuilder();

  /**
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if the options contradict one
   *     another
   */
  NewSecrets(PluginConfig config) {
    List<String> places = config.get(SecretManagerOptions.REPLICATION);
    Map<String, String> keys = byPlace(config.find(SecretManagerOptions.KMS_KEY).orElse(List.of()));
    Optional<String> location = config.find(GcpOptions.LOCATION);
    config.find(SecretManagerOptions.LABELS).ifPresent(secret::putAllLabels);
    if (location.isPresent()) {
      require(
          places.equals(List.of(SecretManagerOptions.AUTOMATIC)),
          "replication: a regional secret lies in its location alone",
          "leave replication out, or the option location");
      requireKeysOf(keys, List.of(location.get()));
      key(keys, location.get()).ifPresent(secret::setCustomerManagedEncryption);
    } else if (places.equals(List.of(SecretManagerOptions.AUTOMATIC))) {
      requireKeysOf(keys, List.of("global"));
      Replication.Automatic.Builder automatic =
          secret.getReplicationBuilder().getAutomaticBuilder();
      key(keys, "global").ifPresent(automatic::setCustomerManagedEncryption);
    } else {
      requireKeysOf(keys, places);
      places.forEach(place -> addReplica(place, keys));
    }
  }

  private void addReplica(String place, Map<String, String> keys) {
    Replication.UserManaged.Replica.Builder replica =
        secret
            .getReplicationBuilder()
            .getUserManagedBuilder()
            .addReplicasBuilder()
            .setLocation(place);
    key(keys, place).ifPresent(replica::setCustomerManagedEncryption);
  }

  private static Map<String, String> byPlace(List<String> keys) {
    Map<String, String> byPlace = new TreeMap<>();
    for (String key : keys) {
      String place = key.split("/", -1)[3];
      require(
          byPlace.put(place, key) == null,
          "kms-key: two keys of " + place,
          "name one key for each location");
    }
    return byPlace;
  }

  private static void requireKeysOf(Map<String, String> keys, List<String> places) {
    require(
        keys.isEmpty() || keys.keySet().equals(new TreeSet<>(places)),
        "kms-key: there must be one key in each of " + String.join(", ", places),
        "a key must lie where the secret does: name others, or change replication");
  }

  private static Optional<CustomerManagedEncryption> key(Map<String, String> keys, String place) {
    return Optional.ofNullable(keys.get(place))
        .map(key -> CustomerManagedEncryption.newBuilder().setKmsKeyName(key).build());
  }

  private static void require(boolean condition, String otherwise, String hint) {
    if (!condition) {
      throw new HalfturnException(Problem.of(ErrorCode.INVALID_ARGUMENT, otherwise).withHint(hint));
    }
  }

  /** Without annotations. */
  Secret plain() {
    return secret.build();
  }

  /** With a claim to its first version. */
  Secret claimed(Claim claim) {
    return secret.build().toBuilder().putAnnotations(Claim.ANNOTATION, claim.text()).build();
  }
}
