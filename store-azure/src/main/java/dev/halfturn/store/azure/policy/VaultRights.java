// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.policy;

import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.SecretName;
import dev.halfturn.store.azure.vault.KeyVaultOptions;
import dev.halfturn.store.azure.vault.VaultNames;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * The rights of a store with given settings, as commands of {@code az}, with what there is to know
 * about them. No role that Azure has may write and may not purge, so the rotator's is made.
 */
public final class VaultRights {

  /** What the role of a rotator may do with secrets. */
  public static final List<String> ROTATOR =
      List.of(
          "Microsoft.KeyVault/vaults/secrets/getSecret/action",
          "Microsoft.KeyVault/vaults/secrets/setSecret/action",
          "Microsoft.KeyVault/vaults/secrets/readMetadata/action",
          "Microsoft.KeyVault/vaults/secrets/update/action",
          "Microsoft.KeyVault/vaults/secrets/recover/action");

  private static final List<String> READ =
      List.of(
          "lwa/clientidentifier",
          "lwa/clientsecret",
          "lwa/clientsecret/previous",
          "lwa/clientsecret/inbox",
          "refreshtoken",
          "profile");
  private static final String ROTATION = "lwa/clientsecret/rotation";
  private static final String ROLE = "Halfturn rotator";

  private VaultRights() {}

  /**
   * The commands, for review.
   *
   * @param config of a store {@code azure-key-vault}
   * @param apps for all secrets of the vault, if there is none
   * @return lines; those that explain begin with {@code #}
   */
  public static List<String> lines(PluginConfig config, SortedSet<String> apps) {
    VaultNames names = VaultNames.of(config);
    String vault =
        "/subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.KeyVault/vaults/"
            + KeyVaultOptions.vaultName(config);
    List<String> read = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    for (String app : apps) {
      READ.forEach(entry -> read.add(scope(vault, names, app + "/" + entry)));
      kept.addAll(read.subList(read.size() - READ.size(), read.size()));
      kept.add(scope(vault, names, app + "/" + ROTATION));
    }
    List<String> lines = new ArrayList<>();
    lines.add("# SUBSCRIPTION, GROUP and the object ids READER and ROTATOR are to be put in. The");
    lines.add("# vault must decide by roles: az keyvault update --enable-rbac-authorization true");
    lines.add("# Rights of a reader: a service that exchanges tokens.");
    (apps.isEmpty() ? List.of(vault) : read)
        .forEach(scope -> lines.add(assignment("READER", "Key Vault Secrets User", scope)));
    lines.add("# Rights of a rotator: who adds, tracks and rotates. An administrator needs the");
    lines.add("# same. 'Key Vault Secrets Officer' would do, and could also delete and purge.");
    lines.add("az role definition create --role-definition '" + role() + "'");
    (apps.isEmpty() ? List.of(vault) : kept)
        .forEach(scope -> lines.add(assignment("ROTATOR", ROLE, scope)));
    if (apps.isEmpty()) {
      lines.add("# These rights are for all secrets of the vault: name the applications.");
      return lines;
    }
    lines.add("# Listing shows the names of all secrets of the vault, none of their values.");
    lines.add(assignment("ROTATOR", "Key Vault Reader", vault));
    lines.add(
        "# Each further seller is two secrets more, for both: "
            + names.raw(new SecretName(apps.first() + "/refreshtoken/seller"))
            + " and");
    lines.add(
        "# "
            + names.raw(new SecretName(apps.first() + "/profile/seller"))
            + ". Or leave --app out, in a vault of its own.");
    lines.add("# 'halfturn store test' writes a secret of its own, which these rights leave out.");
    return lines;
  }

  private static String scope(String vault, VaultNames names, String entry) {
    return vault + "/secrets/" + names.raw(new SecretName(entry));
  }

  private static String assignment(String who, String role, String scope) {
    return "az role assignment create --role '"
        + role
        + "' --assignee-object-id "
        + who
        + " --scope "
        + scope;
  }

  private static String role() {
    return "{\"Name\":\""
        + ROLE
        + "\",\"Description\":\"Keeps secrets, and neither deletes nor purges any\","
        + "\"Actions\":[],\"DataActions\":[\""
        + String.join("\",\"", ROTATOR)
        + "\"],\"AssignableScopes\":[\"/subscriptions/SUBSCRIPTION/resourceGroups/GROUP\"]}";
  }
}
