// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HardCodedTest {

  private static final String HEX = "0123456789abcdef".repeat(4);

  private static List<String> hits(String text) {
    return HardCoded.in(text).stream()
        .map(hit -> hit.line() + " " + hit.what() + " " + hit.beginning())
        .toList();
  }

  @Test
  void findsWhatHasTheShapeOfASecretWhereverItStands() {
    assertThat(
            hits(
                "x = \"amzn1.oa2-cs.v1."
                    + HEX
                    + "\"\n// Atzr|IwEBIAAAAAAAAAAAAAAA and Atza|IwEBIAAAAAAAAAAAAAAA\n"
                    + "url?refresh_token=Atzr%7CIwEBIAAAAAAAAAAAAAAA\n"))
        .containsExactly(
            "1 client secret amzn1.oa2-cs.v1.",
            "2 refresh token Atzr|",
            "2 access token Atza|",
            "3 refresh token Atzr|");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".clientSecret(\"HEX\")",
        "'clientSecret' => 'HEX',",
        "'lwaClientSecret' => 'HEX',",
        "private const string ClientSecret = \"HEX\";",
        "lwa_client_secret: HEX",
        "client-secret=HEX",
        "LWA_CLIENT_SECRET=HEX"
      })
  void findsAnOlderSecretBesideItsName(String line) {
    assertThat(hits("\n" + line.replace("HEX", HEX))).containsExactly("2 client secret ");
  }

  @Test
  void findsAnOlderSecretInTheLineAfterItsName() {
    assertThat(hits(".clientSecret(\n    \"" + HEX + "\")")).containsExactly("2 client secret ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha256 = \"HEX\"",
        "clientSecret\n\n\"HEX\"",
        "clientSecret = HEXHEX",
        "clientSecret = secrets.get(\"erp\")",
        "the secret begins with amzn1.oa2-cs.v1. and the token with Atzr|",
        "amzn1.oa2-cs.v1.your-secret-here",
        "Atzr|..."
      })
  void takesNothingElseForASecret(String text) {
    assertThat(hits(text.replace("HEX", HEX))).isEmpty();
  }

  @Test
  void readsWhatWindowsWritesAndPassesOverWhatIsNoText() {
    String text = "\uFEFFclientSecret=" + HEX;

    assertThat(HardCoded.in(text.getBytes(StandardCharsets.UTF_16LE))).hasSize(1);
    assertThat(HardCoded.in(text.getBytes(StandardCharsets.UTF_16BE))).hasSize(1);
    assertThat(HardCoded.in(("\0clientSecret=" + HEX).getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(HardCoded.in(new byte[0])).isEmpty();
  }
}
