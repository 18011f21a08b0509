// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretShapesTest {

  @Test
  void masksWhatLooksLikeASecret() {
    assertThat(
            SecretShapes.mask(
                "a amzn1.oa2-cs.v1.0123abc b Atza|IwEB-x_y c Atzr|IwEB= d HTK1-abc-0123 e"))
        .isEqualTo("a amzn1.oa2-cs.v1.*** b Atza|*** c Atzr|*** d HTK1-*** e");
  }

  @Test
  void masksClientSecretsWithoutAPrefix() {
    String secret = "0123456789abcdef".repeat(4);

    assertThat(SecretShapes.mask("a " + secret + ", b")).isEqualTo("a ***, b");
    assertThat(SecretShapes.mask("fp " + secret.substring(1))).contains(secret.substring(1));
  }

  @Test
  void leavesTheClientIdReadable() {
    String message = "client amzn1.application-oa2-client.0123abc";

    assertThat(SecretShapes.mask(message)).isEqualTo(message);
  }
}
