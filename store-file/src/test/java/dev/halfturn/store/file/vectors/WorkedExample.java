// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.vectors;

import static dev.halfturn.store.file.reference.Bouncy.ascii;
import static dev.halfturn.store.file.reference.Bouncy.concat;

import dev.halfturn.store.file.reference.Bouncy;
import dev.halfturn.store.file.reference.ReferenceFile;
import dev.halfturn.store.file.reference.ReferenceSlot;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The worked example of the specification, step by step; {@code main} prints it. */
final class WorkedExample {

  static final byte[] RAW_KEY = range(0x00, 32);
  static final byte[] MASTER_KEY = range(0x20, 32);
  static final byte[] FILE_ID = range(0xa0, 16);
  static final byte[] SLOT_ID = range(0xb0, 8);
  static final byte[] SLOT_RANDOM = range(0x40, 32);
  static final byte[] WRITE_RANDOM = range(0x60, 32);
  static final long GENERATION = 2;
  static final String JSON =
      "{\"entries\":{\"erp/lwa/clientsecret\":{\"last\":1,\"versions\":["
          + "{\"at\":1772366400000,\"seq\":1,\"value\":\"czNjcmV0\"}]}},\"v\":1}";

  private WorkedExample() {}

  /** Every value on the way, by the name the specification gives it. */
  static Map<String, String> steps() {
    Map<String, byte[]> steps = new LinkedHashMap<>();
    byte[] slotSalt = addSlot(steps);
    byte[] file =
        new ReferenceFile()
            .fileId(FILE_ID)
            .masterKey(MASTER_KEY)
            .generation(GENERATION)
            .random(WRITE_RANDOM)
            .slot(ReferenceSlot.rawKey(SLOT_ID, slotSalt, RAW_KEY))
            .json(JSON)
            .build();
    addWrite(steps, file);
    Map<String, String> hex = new LinkedHashMap<>();
    steps.forEach((name, bytes) -> hex.put(name, HexFormat.of().formatHex(bytes)));
    return hex;
  }

  private static byte[] addSlot(Map<String, byte[]> steps) {
    steps.put("raw key", RAW_KEY);
    steps.put("MK", MASTER_KEY);
    steps.put("fileId", FILE_ID);
    steps.put("slotId", SLOT_ID);
    steps.put("random32 of the slot", SLOT_RANDOM);
    byte[] saltKey = hkdf(MASTER_KEY, FILE_ID, ascii("ht1/slotsalt"));
    byte[] slotSalt = Arrays.copyOf(Bouncy.hmac(saltKey, concat(SLOT_RANDOM, SLOT_ID)), 16);
    steps.put("slot salt key", saltKey);
    steps.put("slot salt", slotSalt);
    steps.put("commit", Arrays.copyOf(hkdf(RAW_KEY, slotSalt, ascii("ht1/commit")), 16));
    steps.put("wrapping key", hkdf(RAW_KEY, slotSalt, ascii("ht1/wrap")));
    return slotSalt;
  }

  private static void addWrite(Map<String, byte[]> steps, byte[] file) {
    int headerEnd = 10 + ByteBuffer.wrap(file).getShort(8);
    int slotEnd = headerEnd - 32;
    byte[] writeSalt = Arrays.copyOfRange(file, slotEnd, headerEnd);
    steps.put("wrapped MK", Arrays.copyOfRange(file, slotEnd - 48, slotEnd));
    steps.put("random32 of the write", WRITE_RANDOM);
    steps.put("write salt key", hkdf(MASTER_KEY, FILE_ID, ascii("ht1/salt")));
    steps.put("writeSalt", writeSalt);
    steps.put("header key", hkdf(MASTER_KEY, FILE_ID, ascii("ht1/header")));
    steps.put("headerMac", Arrays.copyOfRange(file, headerEnd, headerEnd + 32));
    steps.put(
        "DEK", hkdf(MASTER_KEY, writeSalt, concat(ascii("ht1/payload"), FILE_ID, generation())));
    steps.put("AAD of the payload", Bouncy.sha256(Arrays.copyOf(file, headerEnd + 32)));
    steps.put("tag of the payload", Arrays.copyOfRange(file, file.length - 16, file.length));
    byte[] marked = concat(FILE_ID, generation());
    steps.put(
        "rollback mark",
        concat(marked, Bouncy.hmac(hkdf(MASTER_KEY, FILE_ID, ascii("ht1/mark")), marked)));
    steps.put("file", file);
  }

  private static byte[] generation() {
    return ByteBuffer.allocate(8).putLong(GENERATION).array();
  }

  private static byte[] hkdf(byte[] key, byte[] salt, byte[] info) {
    return Bouncy.hkdf(key, salt, info, 32);
  }

  private static byte[] range(int from, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (from + i);
    }
    return bytes;
  }

  public static void main(String[] args) {
    steps()
        .forEach(
            (name, hex) -> System.out.println(name + "\n" + hex.replaceAll("(.{64})", "$1\n")));
  }
}
