// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.halfturn.spi.ExpiringSecretStore;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.SecretName;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SsmRightsTest {

  private static final String KEY = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd";

  private static List<String> lines(Map<String, String> more, String... apps) {
    Map<String, String> texts = new HashMap<>(Map.of("region", "eu-central-1"));
    texts.putAll(more);
    PluginConfig config = PluginConfig.parse(SsmOptions.ALL, texts).config().orElseThrow();
    return new SsmSecretStoreFactory().leastRights(config, new TreeSet<>(List.of(apps)));
  }

  /** The statements of both documents by their ids; those of the reader are the first. */
  private static List<Map<String, Object>> statements(List<String> lines) {
    List<Map<String, Object>> statements = new ArrayList<>();
    StringBuilder document = new StringBuilder();
    for (String line : lines) {
      if (!line.startsWith("#")) {
        document.append(line);
      }
      if (line.equals("}")) {
        try {
          Map<String, Object> parsed = JSON.std.mapFrom(document.toString());
          assertThat(parsed).containsEntry("Version", "2012-10-17");
          for (Object statement : (List<?>) parsed.get("Statement")) {
            statements.add(JSON.std.mapFrom(JSON.std.asString(statement)));
          }
        } catch (IOException e) {
          throw new AssertionError(e);
        }
        document.setLength(0);
      }
    }
    return statements;
  }

  private static Map<String, Object> statement(List<String> lines, String id) {
    return statements(lines).stream()
        .filter(one -> id.equals(one.get("Sid")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aReaderReadsTheParametersOfTheApplicationsAndNothingElse() {
    List<String> lines = lines(Map.of(), "my-erp", "jp");

    assertThat(statements(lines)).map(one -> one.get("Sid")).startsWith("ReadSecrets");
    assertThat(statement(lines, "ReadSecrets"))
        .containsEntry("Effect", "Allow")
        .containsEntry("Action", List.of("ssm:GetParameter", "ssm:GetParameters"))
        .containsEntry(
            "Resource",
            List.of(
                "arn:aws:ssm:eu-central-1:*:parameter/jp/*",
                "arn:aws:ssm:eu-central-1:*:parameter/my-erp/*"));
  }

  @Test
  void theKeyOfTheAccountNeedsNoRightsButAnotherOneDoes() {
    assertThat(String.join("", lines(Map.of(), "erp"))).doesNotContain("kms:");

    Map<String, Object> decrypt =
        statement(lines(Map.of("kms-key-id", KEY), "erp"), "DecryptSecrets");
    assertThat(decrypt)
        .containsEntry("Action", List.of("kms:Decrypt"))
        .containsEntry("Resource", List.of(KEY))
        .containsEntry(
            "Condition",
            Map.of(
                "StringLike",
                Map.of(
                    "kms:ViaService",
                    "ssm.eu-central-1.amazonaws.com",
                    "kms:EncryptionContext:PARAMETER_ARN",
                    List.of("arn:aws:ssm:eu-central-1:*:parameter/erp/*"))));
  }

  @Test
  void aKeyMayBeGivenByItsIdOrItsAlias() {
    assertThat(statement(lines(Map.of("kms-key-id", "1234abcd"), "erp"), "DecryptSecrets"))
        .containsEntry("Resource", List.of("arn:aws:kms:eu-central-1:*:key/1234abcd"));
    Map<String, Object> byAlias =
        statement(lines(Map.of("kms-key-id", "alias/halfturn"), "erp"), "DecryptSecrets");
    assertThat(byAlias).containsEntry("Resource", List.of("arn:aws:kms:eu-central-1:*:key/*"));
    assertThat(byAlias.get("Condition"))
        .asString()
        .contains("ForAnyValue:StringEquals={kms:ResourceAliases=alias/halfturn}");
  }

  @Test
  void aRotatorMayEncryptParametersOfEitherTierSinceOthersMayHaveMadeThem() {
    assertThat(statement(lines(Map.of("kms-key-id", KEY), "erp"), "EncryptSecrets"))
        .containsEntry("Action", List.of("kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"));
  }

  @Test
  void prefixAndAliasesAreCovered() {
    Map<String, String> settings =
        Map.of(
            "prefix", "/prod",
            "alias.my-erp/refreshtoken", "/my-erp/refreshToken",
            "alias.my-erp/profile", "/prod/my-erp/Profile",
            "alias.other/refreshtoken", "/other/refreshToken");

    assertThat(statement(lines(settings, "my-erp"), "ReadSecrets").get("Resource"))
        .isEqualTo(
            List.of(
                "arn:aws:ssm:eu-central-1:*:parameter/prod/my-erp/*",
                "arn:aws:ssm:eu-central-1:*:parameter/my-erp/refreshToken"));
    assertThat(lines(settings)).noneMatch(line -> line.contains("all parameters of the account:"));
    assertThat(lines(Map.of())).anyMatch(line -> line.contains("all parameters of the account:"));
  }

  @Test
  void aRegionInAnotherPartitionHasItsNames() {
    assertThat(String.join("", lines(Map.of("region", "cn-north-1", "kms-key-id", "k"), "erp")))
        .contains("arn:aws-cn:ssm:cn-north-1:*:parameter/erp/*")
        .contains("ssm.cn-north-1.amazonaws.com.cn");
  }

  @Test
  void aRotatorMayDoExactlyWhatTheStoreDoes() {
    try (SsmWorld world = new SsmWorld()) {
      SecretName name = new SecretName("erp/lwa/clientsecret");
      SsmSecretStore store =
          world.store("tier", "advanced", "no-change-days", "150", "labels", "true");
      String one = store.put(name, secret("one")).id();
      store.find(name);
      store.findAll(Set.of(name));
      store.versions(name);
      store.names("").close();
      store.putIfAbsent(name.child("inbox"), secret("two"));
      store.putUnlessOvertaken(name, secret("three"), Optional.of(one));
      ((ExpiringSecretStore) store).markExpiry(name, Instant.EPOCH);
      for (int i = 0; i < 98; i++) {
        world.ssm.put("/" + name, "foreign");
      }
      world.ssm.label("/" + name, 1, CurrentLabel.LABEL);
      store.put(name, secret("four"));
      store.delete(name);

      Set<String> used = new HashSet<>();
      world.calls().forEach(operation -> used.add("ssm:" + operation));
      Set<Object> allowed = new HashSet<>();
      List<String> lines =
          lines(Map.of("tier", "advanced", "no-change-days", "150", "labels", "true"), "erp");
      allowed.addAll((List<?>) statement(lines, "KeepSecrets").get("Action"));
      allowed.addAll((List<?>) statement(lines, "ListNames").get("Action"));
      assertThat(used).isEqualTo(allowed);
    }
  }
}
