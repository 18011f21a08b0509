// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.webhook;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves to a receiver who knows the key that a body is ours and new: {@code t=<seconds since
 * 1970>,v1=<hex of HMAC-SHA256 over the seconds, a full stop and the body>}.
 */
final class Signature {

  static final String HEADER = "Halfturn-Signature";

  private static final String ALGORITHM = "HmacSHA256";
  private static final int SHORTEST_KEY = 16;

  private final SecretValue key;

  Signature(SecretValue key) {
    if (key.size() < SHORTEST_KEY) {
      throw new HalfturnException(
          Problem.of(
              ErrorCode.INVALID_ARGUMENT,
              "hmac-key: must have at least " + SHORTEST_KEY + " characters"));
    }
    this.key = key;
  }

  String of(Instant now, byte[] body) {
    long seconds = now.getEpochSecond();
    byte[] revealed = key.reveal();
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(revealed, ALGORITHM));
      mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
      return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    } finally {
      Arrays.fill(revealed, (byte) 0);
    }
  }
}
