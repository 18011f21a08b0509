// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.secretsmanager;

import dev.halfturn.spi.PluginConfig;
import dev.halfturn.store.aws.call.AwsOptions;
import dev.halfturn.store.aws.doctor.Caller;
import dev.halfturn.store.aws.policy.SecretsManagerPolicies;
import dev.halfturn.store.aws.policy.SecretsManagerPolicies.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** The rights that a configuration asks for. */
final class SecretsManagerRights {

  private static final String ANY = "*";

  private SecretsManagerRights() {}

  /** For people to review and paste. */
  static List<String> lines(PluginConfig config, SortedSet<String> apps) {
    Optional<Region> region = config.find(AwsOptions.REGION).map(Region::of);
    Scope scope = scope(config, apps, region, region.map(Region::id).orElse(ANY), ANY);
    List<String> lines = new ArrayList<>();
    lines.add("# Rights of a reader: a service that exchanges tokens.");
    lines.addAll(SecretsManagerPolicies.reader(scope).lines().toList());
    lines.add(
        "# Rights of a rotator: who adds, tracks and rotates. An administrator needs the same.");
    lines.add("# secretsmanager:ListSecrets knows no resources: it shows the names of all secrets");
    lines.add("# of the account, none of their values.");
    lines.addAll(SecretsManagerPolicies.rotator(scope).lines().toList());
    if (region.isEmpty()) {
      lines.add("# These rights are for all regions: set the option region.");
    }
    return lines;
  }

  /** Those of a rotator, for the account and region of a caller. */
  static String of(PluginConfig config, SortedSet<String> apps, Caller caller) {
    return SecretsManagerPolicies.rotator(
        scope(
            config,
            apps,
            Optional.of(Region.of(caller.region())),
            caller.region(),
            caller.account()));
  }

  private static Scope scope(
      PluginConfig config,
      SortedSet<String> apps,
      Optional<Region> known,
      String region,
      String account) {
    Optional<PartitionMetadata> partition = known.map(PartitionMetadata::of);
    return new Scope(
        partition.map(PartitionMetadata::id).orElse("aws"),
        region,
        account,
        partition.map(PartitionMetadata::dnsSuffix).orElse("amazonaws.com"),
        secrets(config, apps),
        config.find(SecretsManagerOptions.KMS_KEY));
  }

  private static List<String> secrets(PluginConfig config, SortedSet<String> apps) {
    String prefix = config.get(SecretsManagerOptions.PREFIX);
    List<String> secrets = new ArrayList<>();
    if (apps.isEmpty()) {
      secrets.add(prefix + ANY);
    }
    apps.forEach(app -> secrets.add(prefix + app + "/" + ANY));
    config
        .get(SecretsManagerOptions.SECRET)
        .forEach(
            (app, secret) -> {
              if (apps.isEmpty() || apps.contains(app)) {
                secrets.add(secret);
              }
            });
    return secrets;
  }
}
