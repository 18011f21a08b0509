// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import com.google.protobuf.ByteString;
import java.util.zip.CRC32C;

/** The checksum of payloads. */
final class Crc32c {

  private Crc32c() {}

  static long of(ByteString data) {
    CRC32C crc = new CRC32C();
    crc.update(data.asReadOnlyByteBuffer());
    return crc.getValue();
  }
}
