// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import dev.halfturn.spi.PluginConfig;
import dev.halfturn.store.aws.call.AwsOptions;
import dev.halfturn.store.aws.doctor.Caller;
import dev.halfturn.store.aws.policy.SsmPolicies;
import dev.halfturn.store.aws.policy.SsmPolicies.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** The rights of a store with given settings, with what there is to know about them. */
final class SsmRights {

  private SsmRights() {}

  static List<String> lines(PluginConfig config, SortedSet<String> apps) {
    Scope scope = scope(config, apps);
    List<String> lines = new ArrayList<>();
    lines.add("# Rights of a reader: a service that exchanges tokens.");
    lines.addAll(SsmPolicies.reader(scope).lines().toList());
    lines.add(
        "# Rights of a rotator: who adds, tracks and rotates. An administrator needs the same.");
    lines.add(
        "# ssm:DescribeParameters knows no resources: it shows the names of all parameters of");
    lines.add("# the account, none of their values.");
    lines.addAll(SsmPolicies.rotator(scope).lines().toList());
    if (!apps.isEmpty()) {
      lines.add(
          "# 'halfturn store test' writes a parameter of its own, which these rights leave out.");
    }
    if (scope.key().isEmpty()) {
      lines.add("# The key " + SsmOptions.DEFAULT_KEY + " lets in whoever may use the parameters.");
    }
    if (apps.isEmpty() && config.find(SsmOptions.PREFIX).isEmpty()) {
      lines.add("# These rights are for all parameters of the account: set the option prefix, or");
      lines.add("# name the applications.");
    }
    if (config.find(AwsOptions.REGION).isEmpty()) {
      lines.add("# These rights are for all regions: set the option region.");
    }
    return lines;
  }

  /** The rights of a rotator, as a document, in the account and region of a caller. */
  static String rotator(PluginConfig config, SortedSet<String> apps, Caller caller) {
    return SsmPolicies.rotator(
        scope(config, apps, Optional.of(Region.of(caller.region())), caller.account()));
  }

  private static Scope scope(PluginConfig config, SortedSet<String> apps) {
    return scope(config, apps, config.find(AwsOptions.REGION).map(Region::of), SsmPolicies.ANY);
  }

  private static Scope scope(
      PluginConfig config, SortedSet<String> apps, Optional<Region> region, String account) {
    Optional<PartitionMetadata> partition = region.map(PartitionMetadata::of);
    return new Scope(
        partition.map(PartitionMetadata::id).orElse("aws"),
        region.map(Region::id).orElse(SsmPolicies.ANY),
        account,
        partition.map(PartitionMetadata::dnsSuffix).orElse("amazonaws.com"),
        parameters(config, apps),
        Optional.of(config.get(SsmOptions.KMS_KEY_ID))
            .filter(key -> !key.endsWith(SsmOptions.DEFAULT_KEY)),
        config.get(SsmOptions.LABELS));
  }

  private static List<String> parameters(PluginConfig config, SortedSet<String> apps) {
    List<String> folders = new ArrayList<>();
    String root = config.find(SsmOptions.PREFIX).orElse("") + "/";
    if (apps.isEmpty()) {
      folders.add(root);
    }
    apps.forEach(app -> folders.add(root + app + "/"));
    List<String> parameters =
        new ArrayList<>(folders.stream().map(folder -> folder + SsmPolicies.ANY).toList());
    config
        .get(SsmOptions.ALIAS)
        .forEach(
            (entry, raw) -> {
              String parameter = raw.startsWith("/") ? raw : "/" + raw;
              boolean meant = apps.isEmpty() || apps.contains(entry.split("/", 2)[0]);
              if (meant && folders.stream().noneMatch(parameter::startsWith)) {
                parameters.add(parameter);
              }
            });
    return parameters;
  }
}
