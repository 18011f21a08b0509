// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureOptionsTest {

  @ParameterizedTest
  @CsvSource({
    "tenant-id, a/b, 'must look like 11111111-2222-3333-4444-555555555555, or be a domain'",
    "client-id, '', 'must look like 11111111-2222-3333-4444-555555555555, or be a domain'",
    "authority-host, http://127.0.0.1:1, must be an address that begins with https://",
    "authority-host, mailto:a@example.com, must be an address that begins with https://",
    "authority-host, localhost, 'must be a URI with a scheme, such as https://'",
    "credential, intellij,"
        + " 'must be one of default, environment, workload-identity, managed-identity, cli'",
    "timeout, 3m, must be at most 2m"
  })
  void whatIsNoValueIsRefusedInWords(String key, String text, String reason) {
    assertThat(PluginConfig.parse(AzureOptions.ALL, Map.of(key, text)).problems())
        .containsExactly(key + ": " + reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://halfturnqueue.queue.core.chinacloudapi.cn",
        "http://127.0.0.1:10001",
        "http://localhost:10001",
        "http://[::1]:10001"
      })
  void anAddressIsHttpsOrOnThisMachine(String text) {
    assertThat(AzureOptions.address(text)).hasToString(text);
    assertThatThrownBy(() -> AzureOptions.address("http://queue.example.com"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "client-secret, tenant-id, client-secret needs tenant-id and client-id",
    "client-secret, client-id, client-secret needs tenant-id and client-id",
    "client-certificate-path, '', client-certificate-path needs tenant-id and client-id",
    "client-secret, client-certificate-path,"
        + " client-secret and client-certificate-path exclude one another"
  })
  void credentialsThatContradictOneAnotherAreRefused(String one, String other, String reason) {
    Map<String, String> texts = new HashMap<>(Map.of(one, "x"));
    if (!other.isEmpty()) {
      texts.put(other, "x");
    }

    assertRefused(texts, reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"client-secret", "client-certificate-path"})
  void aSecretIsNotGivenBesideAnotherSource(String one) {
    assertRefused(
        Map.of(one, "x", "tenant-id", "x", "client-id", "x", "credential", "cli"),
        "credential and " + one + " exclude one another");
  }

  private static void assertRefused(Map<String, String> texts, String reason) {
    PluginConfig config = PluginConfig.parse(AzureOptions.ALL, texts).config().orElseThrow();

    assertThatThrownBy(() -> new AzureAccess("store 'tested'", config))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
              assertThat(e).hasMessage(reason);
              assertThat(e.hint().orElseThrow()).contains("credentials of the surroundings");
            });
  }
}
