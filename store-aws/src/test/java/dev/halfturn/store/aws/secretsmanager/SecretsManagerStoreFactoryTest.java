// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.testkit.PluginFactoryContract;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsManagerStoreFactoryTest implements PluginFactoryContract {

  @Override
  public PluginFactory<?> factory() {
    return new SecretsManagerStoreFactory();
  }

  @Override
  public Map<String, String> minimalSettings() {
    return Map.of();
  }

  @ParameterizedTest
  @CsvSource({
    "prefix, a b",
    "kms-key, a b",
    "recovery-days, 3",
    "recovery-days, 31",
    "recovery-days, x"
  })
  void aValueThatAwsWouldRefuseIsRefusedAtOnce(String key, String text) {
    assertThat(PluginConfig.parse(factory().options(), Map.of(key, text)).problems())
        .singleElement()
        .asString()
        .startsWith(key + ": must");
  }

  @ParameterizedTest
  @CsvSource({"secret.erp, a b", "secret.ERP, x", "secret.erp/x, x", "secret.erp, arn:aws:sns:x:y"})
  void aSecretThatCannotBeIsRefusedAtOnce(String key, String text) {
    assertRefused(Map.of(key, text));
  }

  @Test
  void twoApplicationsDoNotShareASecret() {
    assertRefused(Map.of("secret.a", "x", "secret.b", "x"));
  }

  private static void assertRefused(Map<String, String> more) {
    assertThatThrownBy(
            () ->
                SecretsManagerStores.open(URI.create("http://127.0.0.1:9"), more, pause -> {})
                    .close())
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }
}
