// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

/**
 * What deriving a key from a passphrase by Argon2id (RFC 9106, version 0x13) costs.
 *
 * @param memoryKib memory in KiB
 * @param passes passes over the memory
 * @param lanes degree of parallelism; this implementation computes lanes one after another, so more
 *     than one only helps an attacker
 */
public record Argon2Cost(int memoryKib, int passes, int lanes) {

  /** Least memory of a new slot, in KiB (OWASP's minimum for Argon2id). */
  public static final int FLOOR_MEMORY_KIB = 19 * 1024;

  /** Fewest passes of a new slot. */
  public static final int FLOOR_PASSES = 2;

  static final int VERSION = 0x13;

  /**
   * @throws IllegalArgumentException if Argon2 has no such parameters, or the file format has no
   *     room for them
   */
  public Argon2Cost {
    if (!areDefined(memoryKib, passes, lanes)) {
      throw new IllegalArgumentException(
          "Argon2 needs 1 to 65535 passes, 1 to 255 lanes and 8 KiB per lane");
    }
  }

  /** 64 MiB, 3 passes, 1 lane: about 0.7 s in a fresh JVM. */
  public static Argon2Cost standard() {
    return new Argon2Cost(64 * 1024, 3, 1);
  }

  static boolean areDefined(int memoryKib, int passes, int lanes) {
    return passes >= 1 && passes <= 0xffff && lanes >= 1 && lanes <= 0xff && memoryKib >= 8 * lanes;
  }

  boolean isBelowFloor() {
    return memoryKib < FLOOR_MEMORY_KIB || passes < FLOOR_PASSES;
  }

  Argon2Cost raisedToFloor() {
    return new Argon2Cost(
        Math.max(memoryKib, FLOOR_MEMORY_KIB), Math.max(passes, FLOOR_PASSES), lanes);
  }

  @Override
  public String toString() {
    return "argon2id, " + memoryKib + " KiB, " + passes + " passes, " + lanes + " lanes";
  }
}
