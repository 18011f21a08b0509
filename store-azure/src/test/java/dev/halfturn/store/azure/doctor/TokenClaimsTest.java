// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class TokenClaimsTest {

  private static String token(String claims) {
    return "e30."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + ".signature";
  }

  @Test
  void aTokenSaysWhoseItIs() {
    assertThat(TokenClaims.of(token("{\"oid\":\"1-2\",\"appid\":\"3-4\",\"x\":1}")).text())
        .isEqualTo(", object id 1-2, application id 3-4");
    assertThat(TokenClaims.of(token("{\"azp\":\"5\"}")).text()).isEqualTo(", application id 5");
  }

  @Test
  void ofATokenThatCannotBeReadNothingIsShown() {
    assertThat(TokenClaims.of("a token").text()).isEmpty();
    assertThat(TokenClaims.of("").text()).isEmpty();
    assertThat(TokenClaims.of(token("{\"oid\":\"a b\",\"appid\":7}")).text()).isEmpty();
  }
}
