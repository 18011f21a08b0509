// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The key of one store, from which all others are derived. It opens and seals every generation of
 * that store without a slot being tried, until the store is given a new one ({@link
 * StoreFileFormat#rekey}).
 *
 * <p>Thread-safe, except that {@link #destroy()} must not overlap with other uses.
 */
public final class MasterKey {

  static final int BYTES = 32;

  private final FileId fileId;
  private final byte[] key;
  private final Map<String, byte[]> derived = new ConcurrentHashMap<>();
  private volatile boolean destroyed;

  MasterKey(FileId fileId, byte[] ownedKey) {
    this.fileId = fileId;
    this.key = ownedKey;
  }

  static MasterKey random(FileId fileId, SecureRandom random) {
    return new MasterKey(fileId, Bytes.random(random, BYTES));
  }

  /** The store it belongs to. */
  public FileId fileId() {
    return fileId;
  }

  /** Wipes the key. Idempotent; every later use fails with {@code FAILED_PRECONDITION}. */
  public void destroy() {
    destroyed = true;
    Arrays.fill(key, (byte) 0);
    for (byte[] other : derived.values()) {
      Arrays.fill(other, (byte) 0);
    }
  }

  /** A key for one purpose, bound to this store; derived once, shared, not a copy. */
  byte[] derive(String purpose) {
    byte[] master = bytes();
    return derived.computeIfAbsent(
        purpose, info -> HmacSha256.hkdf(master, fileId.bytes(), Bytes.ascii(info)));
  }

  /** The key of one payload. */
  byte[] payloadKey(byte[] writeSalt, long generation) {
    return HmacSha256.hkdf(
        bytes(), writeSalt, Bytes.ascii("ht1/payload"), fileId.bytes(), Bytes.u64(generation));
  }

  byte[] bytes() {
    if (destroyed) {
      throw new HalfturnException(
          Problem.of(ErrorCode.FAILED_PRECONDITION, "the key of the store was wiped"));
    }
    return key;
  }

  @Override
  public String toString() {
    return "[REDACTED master key]";
  }
}
