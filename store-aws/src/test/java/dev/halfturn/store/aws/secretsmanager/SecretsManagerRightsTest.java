// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testbed.aws.AwsRequest;
import dev.halfturn.testbed.aws.AwsService;
import dev.halfturn.testbed.aws.FakeAws;
import dev.halfturn.testbed.aws.FakeSecretsManager;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SecretsManagerRightsTest {

  private static final SecretName NAME = new SecretName("erp/lwa/clientsecret");

  private static String rights(Map<String, String> settings, String... apps) {
    PluginConfig config =
        PluginConfig.parse(new SecretsManagerStoreFactory().options(), settings)
            .config()
            .orElseThrow();
    SortedSet<String> names = new TreeSet<>(List.of(apps));
    return String.join("\n", new SecretsManagerStoreFactory().leastRights(config, names));
  }

  private static List<String> documents(String rights) {
    return List.of(rights.split("(?m)^#.*$\\n?")).stream().filter(text -> !text.isBlank()).toList();
  }

  @Test
  void eachDocumentIsOneThatIamTakes() throws IOException {
    List<String> documents =
        documents(rights(Map.of("kms-key", "alias/halfturn", "region", "eu-central-1"), "erp"));

    assertThat(documents).hasSize(2);
    for (String document : documents) {
      assertThat(JSON.std.mapFrom(document)).containsEntry("Version", "2012-10-17");
    }
  }

  @Test
  void theRightsEndAtTheSecretsOfTheApplications() {
    assertThat(
            rights(Map.of("region", "eu-central-1", "secret.erp", "SPAPIAppCredentials-x7"), "erp"))
        .contains("\"arn:aws:secretsmanager:eu-central-1:*:secret:halfturn/erp/*\"")
        .contains("\"arn:aws:secretsmanager:eu-central-1:*:secret:SPAPIAppCredentials-x7-??????\"")
        .doesNotContain("secret:halfturn/*", "kms:", "for all regions");
    assertThat(rights(Map.of("secret.erp", "x"), "other")).doesNotContain("secret:x");
    assertThat(rights(Map.of())).contains("secret:halfturn/*", "for all regions");
  }

  @Test
  void theKeyMayBeUsedThroughTheServiceOnly() {
    assertThat(rights(Map.of("kms-key", "alias/halfturn", "region", "cn-north-1"), "erp"))
        .contains("secretsmanager.cn-north-1.amazonaws.com.cn")
        .contains("arn:aws-cn:kms:cn-north-1:*:key/*", "alias/halfturn", "kms:GenerateDataKey");
    assertThat(rights(Map.of("kms-key", "1234"), "erp")).contains("arn:aws:kms:*:*:key/1234");
  }

  @Test
  void theRightsAreThoseThatTheStoreUses() {
    FakeAws aws =
        new FakeAws()
            .with(
                "secretsmanager",
                AwsService.ofJson(new FakeSecretsManager(InstantSource.system())));
    Set<String> used = new TreeSet<>();
    try (aws;
        SecretsManagerStore store =
            SecretsManagerStores.open(aws.endpoint(), Map.of("recovery-days", "7"), pause -> {})) {
      store.put(NAME, SecretValue.ofUtf8("one"));
      String version = store.put(NAME, SecretValue.ofUtf8("two")).id();
      store.putIfVersion(NAME, SecretValue.ofUtf8("three"), version);
      store.findAll(Set.of(NAME, new SecretName("erp/profile")));
      store.names("").close();
      store.delete(NAME);
      store.put(NAME, SecretValue.ofUtf8("again"));
      aws.requests().stream().map(AwsRequest::operation).forEach(used::add);
    }
    String rotator = documents(rights(Map.of())).get(1);

    assertThat(used).allSatisfy(right -> assertThat(rotator).contains("secretsmanager:" + right));
    assertThat(rotator.split("secretsmanager:[A-Z]", -1)).hasSize(used.size() + 1);
  }
}
