// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.secretsmanager;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** What a version holds, as it is sent: text as text, for plain readers, anything else as bytes. */
final class Content {

  static final int MAX_BYTES = 65_536;

  private Content() {}

  /**
   * The member of a request.
   *
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if it is longer than AWS takes
   */
  static Map<String, String> of(SecretValue value) {
    if (value.size() > MAX_BYTES) {
      throw new HalfturnException(
          Problem.of(
              ErrorCode.INVALID_ARGUMENT,
              "a value of "
                  + value.size()
                  + " bytes is longer than the "
                  + MAX_BYTES
                  + " that Secrets Manager holds"));
    }
    byte[] bytes = value.reveal();
    return isText(bytes)
        ? Map.of("SecretString", value.revealUtf8())
        : Map.of("SecretBinary", Base64.getEncoder().encodeToString(bytes));
  }

  private static boolean isText(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes))
          .chars()
          .allMatch(c -> (c >= ' ' && c != 0x7f) || c == '\t' || c == '\n' || c == '\r');
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
