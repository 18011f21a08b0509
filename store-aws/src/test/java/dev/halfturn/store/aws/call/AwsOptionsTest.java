// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsOptionsTest {

  @ParameterizedTest
  @CsvSource({
    "region, Europe, must look like eu-central-1",
    "profile, a b, must be the name of a profile",
    "endpoint, http://ssm.example.com, must be an address that begins with https://",
    "endpoint, mailto:a@example.com, must be an address that begins with https://",
    "endpoint, ftp://127.0.0.1, must be an address that begins with https://",
    "endpoint, localhost, must be a URI with a scheme%c such as https://",
    "timeout, 3m, must be at most 2m"
  })
  void whatIsNoValueIsRefusedInWords(String key, String text, String reason) {
    assertThat(PluginConfig.parse(AwsOptions.ALL, Map.of(key, text)).problems())
        .containsExactly(key + ": " + reason.replace("%c", ","));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://vpce-1.ssm.eu-central-1.vpce.amazonaws.com",
        "http://127.0.0.1:5000",
        "http://localhost:4566",
        "http://[::1]:4566"
      })
  void anEndpointIsHttpsOrOnThisMachine(String text) {
    assertThat(config(Map.of("endpoint", text)).find(AwsOptions.ENDPOINT)).isPresent();
  }

  private static PluginConfig config(Map<String, String> texts) {
    return PluginConfig.parse(AwsOptions.ALL, texts).config().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "access-key-id, -, access-key-id and secret-access-key belong together",
    "secret-access-key, -, access-key-id and secret-access-key belong together",
    "session-token, -, session-token belongs to an access key",
    "access-key-id, secret-access-key profile, profile and access-key-id exclude one another"
  })
  void credentialsThatContradictOneAnotherAreRefused(String one, String others, String reason) {
    Map<String, String> texts = new HashMap<>(Map.of(one, "x"));
    for (String other : others.split(" ", -1)) {
      if (!other.equals("-")) {
        texts.put(other, "x");
      }
    }

    assertThatThrownBy(() -> new AwsAccess("store 'tested'", config(texts)))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
              assertThat(e).hasMessage(reason);
              assertThat(e.hint().orElseThrow()).contains("credentials of the surroundings");
            });
  }

  @Test
  void aKeyIsTakenAsItIsGivenAndASessionWithIt() {
    Map<String, String> texts =
        Map.of("access-key-id", "id", "secret-access-key", "key", "session-token", "token");

    assertThat(new AwsAccess("store 'tested'", config(texts)).credentials().accessKeyId())
        .isEqualTo("id");
  }
}
