// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.store.azure.vault.KeyVaultOptions;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class VaultRightsTest {

  private static final String VAULT =
      "--scope /subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.KeyVault/vaults/erp-vault";

  private static List<String> lines(Map<String, String> more, String... apps) {
    Map<String, String> texts = new HashMap<>(Map.of("vault", "erp-vault"));
    texts.putAll(more);
    return VaultRights.lines(
        PluginConfig.parse(KeyVaultOptions.ALL, texts).config().orElseThrow(),
        new TreeSet<>(List.of(apps)));
  }

  private static List<String> of(String who, List<String> lines) {
    return lines.stream().filter(line -> line.contains("-object-id " + who + " ")).toList();
  }

  @Test
  void aReaderReadsTheSecretsOfItsApplicationsAlone() {
    List<String> reader =
        of("READER", lines(Map.of("prefix", "prod", "alias.erp/refreshtoken", "Mine"), "erp"));

    assertThat(reader)
        .allMatch(line -> line.contains("'Key Vault Secrets User'"))
        .anyMatch(line -> line.endsWith(VAULT + "/secrets/prod--erp--lwa--clientsecret"))
        .anyMatch(line -> line.endsWith("/secrets/Mine"))
        .noneMatch(line -> line.endsWith(VAULT) || line.contains("rotation"));
  }

  @Test
  void aRotatorNeitherDeletesNorPurges() throws IOException {
    List<String> lines = lines(Map.of(), "erp");
    String definition =
        lines.stream()
            .filter(line -> line.startsWith("az role definition"))
            .findFirst()
            .orElseThrow();
    Map<String, Object> role =
        JSON.std.mapFrom(definition.substring(definition.indexOf('{'), definition.length() - 1));

    assertThat(role).containsEntry("DataActions", VaultRights.ROTATOR);
    assertThat(VaultRights.ROTATOR).noneMatch(action -> action.matches(".*(delete|purge).*"));
    assertThat(of("ROTATOR", lines))
        .anyMatch(line -> line.endsWith("/secrets/erp--lwa--clientsecret--rotation"))
        .anyMatch(line -> line.contains("'Key Vault Reader'") && line.endsWith(VAULT));
  }

  @Test
  void withoutApplicationsItIsTheVault() {
    List<String> lines = lines(Map.of());

    assertThat(of("READER", lines)).singleElement().asString().endsWith(VAULT);
    assertThat(of("ROTATOR", lines)).singleElement().asString().endsWith(VAULT);
    assertThat(lines).anyMatch(line -> line.startsWith("# ") && line.contains("all secrets"));
  }
}
