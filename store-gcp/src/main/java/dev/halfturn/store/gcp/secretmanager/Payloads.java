// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.protobuf.ByteString;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import java.util.zip.CRC32C;

/** Values as the service takes and gives them: any bytes, with a checksum. */
final class Payloads {

  static final int MOST_BYTES = 64 * 1024;

  private Payloads() {}

  /**
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if it is too long
   */
  static SecretPayload of(SecretName name, SecretValue value) {
    if (value.size() > MOST_BYTES) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.INVALID_ARGUMENT,
                  "the value of '%s' has %d bytes, Secret Manager holds %d"
                      .formatted(name, value.size(), MOST_BYTES))
              .withHint("keep it in another store"));
    }
    byte[] bytes = value.reveal();
    return SecretPayload.newBuilder()
        .setData(ByteString.copyFrom(bytes))
        .setDataCrc32C(crc(bytes))
        .build();
  }

  /** Whether what came is what the service has sent. */
  static boolean isWhole(SecretPayload payload) {
    return payload.hasDataCrc32C()
        && payload.getDataCrc32C() == crc(payload.getData().toByteArray());
  }

  static SecretValue value(SecretPayload payload) {
    return SecretValue.of(payload.getData().toByteArray());
  }

  private static long crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return crc.getValue();
  }
}
