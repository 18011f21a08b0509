// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * The newest generation of a store that somebody has seen, to be kept outside the store's file so
 * that an older file put back in its place is noticed. Proved by the master key, so only a holder
 * of it can make one.
 *
 * @param fileId which store
 * @param generation its generation
 */
public record RollbackMark(FileId fileId, long generation) {

  /** The length of an encoded mark. */
  public static final int BYTES = FileId.BYTES + Long.BYTES + HmacSha256.BYTES;

  /** The mark of the generation that a header describes. */
  public static RollbackMark of(Header header) {
    return new RollbackMark(header.fileId(), header.generation());
  }

  /** The mark and its MAC: file id, generation (big-endian), 32 bytes of HMAC-SHA256. */
  public byte[] encode(MasterKey masterKey) {
    byte[] content = content();
    return Bytes.concat(content, HmacSha256.mac(masterKey.derive("ht1/mark"), content));
  }

  /** The mark that was encoded; empty if these bytes are not one that this master key proves. */
  public static Optional<RollbackMark> decode(byte[] encoded, MasterKey masterKey) {
    if (encoded.length != BYTES) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(encoded);
    byte[] id = new byte[FileId.BYTES];
    in.get(id);
    RollbackMark mark = new RollbackMark(FileId.of(id), in.getLong());
    boolean proved =
        mark.fileId().hex().equals(masterKey.fileId().hex())
            && MessageDigest.isEqual(mark.encode(masterKey), encoded);
    return proved ? Optional.of(mark) : Optional.empty();
  }

  private byte[] content() {
    return Bytes.concat(fileId.bytes(), Bytes.u64(generation));
  }
}
