// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.blog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ForeignEntry;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.store.aws.call.AwsAccess;
import dev.halfturn.store.aws.call.AwsCall;
import dev.halfturn.store.aws.call.AwsOptions;
import dev.halfturn.testbed.aws.Moto;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("dev.halfturn.testbed.aws.Moto#isInstalled")
class MotoBlogSearchTest {

  private static Moto moto;

  @BeforeAll
  static void start() {
    moto = new Moto();
  }

  @AfterAll
  static void stop() {
    moto.close();
  }

  private static AwsAccess access() {
    Map<String, String> texts =
        Map.of(
            "region", "eu-central-1",
            "endpoint", moto.endpoint().toString(),
            "access-key-id", "AKIDEXAMPLE",
            "secret-access-key", "example");
    return new AwsAccess(
        "store 'tested'", PluginConfig.parse(AwsOptions.ALL, texts).config().orElseThrow());
  }

  private static void put(String name, String value) {
    put(name, value, "alias/aws/ssm");
  }

  private static void put(String name, String value, String key) {
    new AwsCall(access())
        .write(
            "ssm",
            "AmazonSSM.PutParameter",
            Map.of("Name", name, "Value", value, "Type", "SecureString", "KeyId", key));
  }

  @Test
  void aSetIsFoundAndWhatTheStoreWouldNotFindNeedsAnAlias() {
    put("/my-erp/lwa/cliensecret", "secret");
    put("/my-erp/lwa/clientidentifier", "id");
    put("/my-erp/refreshToken", "token", "alias/theirs");
    put("/other/refreshToken", "of something else");
    put("/ours/lwa/clientsecret", "secret");
    put("/ours/lwa/clientsecret/rotation", "record");
    put("/ours/lwa/clientidentifier", "id");
    for (int i = 0; i < 60; i++) {
      put("/many/" + i + "/refreshtoken", "x");
    }

    List<ForeignEntry> found = new BlogSearch(access(), name -> "/" + name, "alias/aws/ssm").find();

    assertThat(found)
        .extracting(ForeignEntry::rawName)
        .containsExactly(
            "/my-erp/lwa/clientidentifier", "/my-erp/lwa/cliensecret", "/my-erp/refreshToken");
    assertThat(found)
        .extracting(ForeignEntry::value)
        .containsExactly(
            SecretValue.ofUtf8("id"), SecretValue.ofUtf8("secret"), SecretValue.ofUtf8("token"));
    assertThat(found)
        .extracting(ForeignEntry::options)
        .containsExactly(
            Map.of(),
            Map.of("alias.my-erp/lwa/clientsecret", "/my-erp/lwa/cliensecret"),
            Map.of(
                "alias.my-erp/refreshtoken", "/my-erp/refreshToken", "kms-key-id", "alias/theirs"));
  }
}
