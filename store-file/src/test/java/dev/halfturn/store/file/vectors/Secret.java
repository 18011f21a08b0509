// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.vectors;

import dev.halfturn.store.file.reference.Bouncy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The key a vector is to be tried with.
 *
 * @param isPassphrase whether it is a passphrase, else it is a raw key
 * @param hex its bytes
 */
record Secret(boolean isPassphrase, String hex) {

  static Secret rawKey(byte[] key) {
    return new Secret(false, HexFormat.of().formatHex(key));
  }

  static Secret passphrase(String text) {
    return new Secret(true, HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  String toLine() {
    return isPassphrase ? "passphrase-hex: " + hex : "key-file: " + keyFile(bytes());
  }

  static Secret parse(String head) {
    return Vector.field(head, "passphrase-hex")
        .map(hex -> new Secret(true, hex))
        .orElseGet(
            () ->
                rawKey(
                    Base64.getUrlDecoder()
                        .decode(Vector.field(head, "key-file").orElseThrow().substring(5, 48))));
  }

  static String keyFile(byte[] key) {
    byte[] hash = Bouncy.sha256(Bouncy.concat(Bouncy.ascii("HTK1"), key));
    return "HTK1-"
        + Base64.getUrlEncoder().withoutPadding().encodeToString(key)
        + "-"
        + HexFormat.of().formatHex(hash, 0, 4);
  }
}
