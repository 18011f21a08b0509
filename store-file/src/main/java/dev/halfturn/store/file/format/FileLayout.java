// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where everything lies in the bytes of a file, and the parts in the clear. Whatever {@link #parse}
 * accepts, {@link #encodeHeader} writes back byte for byte: every length is exact, nothing is
 * optional, nothing may follow.
 *
 * @param header what the file says about itself
 * @param headerEnd where the MAC of the header begins
 */
record FileLayout(Header header, int headerEnd) {

  static final int MAX_FILE_BYTES = 16 << 20;
  static final int SALT_BYTES = 32;
  static final int HEADER_START = 10;

  private static final byte[] MAGIC = Bytes.ascii("HALFTRN1");
  private static final int MAX_HEADER_BYTES = 4096;
  private static final int FORMAT_MINOR = 0;
  private static final int SUITE = 1;
  private static final int FIXED_BYTES = 2 + 1 + FileId.BYTES + Long.BYTES + 1;

  int payloadStart() {
    return headerEnd + HmacSha256.BYTES;
  }

  /** The salt of the payload's key, the last field of the header. */
  byte[] writeSalt(byte[] file) {
    return Arrays.copyOfRange(file, headerEnd - SALT_BYTES, headerEnd);
  }

  byte[] headerMac(byte[] file) {
    return Arrays.copyOfRange(file, headerEnd, payloadStart());
  }

  /** What the encryption of the payload authenticates: all bytes before it. */
  static byte[] associatedData(byte[] file, int payloadStart) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(file, 0, payloadStart);
      return sha256.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  /** The file from its first byte up to, and without, the write salt. */
  static byte[] encodeHeader(Header header) {
    int length =
        FIXED_BYTES + header.slots().stream().mapToInt(Slot::encodedLength).sum() + SALT_BYTES;
    ByteBuffer out = ByteBuffer.allocate(HEADER_START + length - SALT_BYTES);
    out.put(MAGIC).putShort((short) length);
    out.putShort((short) FORMAT_MINOR).put((byte) SUITE);
    out.put(header.fileId().bytes()).putLong(header.generation());
    out.put((byte) header.slots().size());
    header.slots().forEach(slot -> out.put(slot.encode()));
    return out.array();
  }

  /**
   * @throws dev.halfturn.spi.HalfturnException {@code STORE_CORRUPT} or {@code UNSUPPORTED_VERSION}
   */
  static FileLayout parse(byte[] file) {
    checkMagic(file);
    require(file.length <= MAX_FILE_BYTES, "it is larger than 16 MiB");
    require(file.length >= HEADER_START + 3, "it is cut short");
    ByteBuffer in = ByteBuffer.wrap(file, MAGIC.length, file.length - MAGIC.length);
    int length = Short.toUnsignedInt(in.getShort());
    checkVersion(in);
    int headerEnd = HEADER_START + length;
    require(
        length >= FIXED_BYTES + SALT_BYTES && length <= MAX_HEADER_BYTES,
        "the length of its header");
    require(file.length >= headerEnd + HmacSha256.BYTES, "it is cut short");
    in.limit(headerEnd - SALT_BYTES);
    FileId fileId = FileId.of(take(in, FileId.BYTES));
    long generation = in.getLong();
    require(generation >= 1, "its generation");
    List<Slot> slots = parseSlots(in);
    require(!in.hasRemaining(), "its header has bytes left over");
    int sealed = file.length - headerEnd - HmacSha256.BYTES - AesGcm.TAG_BYTES;
    require(sealed > 0 && sealed % Plaintext.BLOCK == 0, "the length of its payload");
    return new FileLayout(new Header(fileId, generation, slots), headerEnd);
  }

  private static void checkMagic(byte[] file) {
    int digit = MAGIC.length - 1;
    require(
        file.length >= MAGIC.length && Arrays.equals(file, 0, digit, MAGIC, 0, digit),
        "it does not begin like a store file");
    if (file[digit] != MAGIC[digit]) {
      require(file[digit] >= '0' && file[digit] <= '9', "it does not begin like a store file");
      throw FormatProblems.unsupported("format version " + (char) file[digit]);
    }
  }

  private static void checkVersion(ByteBuffer in) {
    int minor = Short.toUnsignedInt(in.getShort());
    if (minor != FORMAT_MINOR) {
      throw FormatProblems.unsupported("format version 1." + minor);
    }
    int suite = Byte.toUnsignedInt(in.get());
    if (suite != SUITE) {
      throw FormatProblems.unsupported("cipher suite " + suite);
    }
  }

  private static List<Slot> parseSlots(ByteBuffer in) {
    int count = Byte.toUnsignedInt(in.get());
    require(count >= 1 && count <= Header.MAX_SLOTS, "the number of its slots");
    List<Slot> slots = new ArrayList<>();
    // of text, because making the hash of a record ready takes some 15 ms in a fresh JVM
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < count; i++) {
      Slot slot = parseSlot(in);
      require(ids.add(slot.id().hex()), "two slots have one id");
      slots.add(slot);
    }
    return slots;
  }

  private static Slot parseSlot(ByteBuffer in) {
    require(in.remaining() >= 3, "its slots are cut short");
    SlotType type = slotType(Byte.toUnsignedInt(in.get()));
    require(Short.toUnsignedInt(in.getShort()) == type.length(), "the length of a slot");
    require(in.remaining() >= type.length(), "its slots are cut short");
    SlotId id = SlotId.of(take(in, SlotId.BYTES));
    byte[] salt = take(in, Slot.SALT_BYTES);
    Optional<Argon2Cost> kdf =
        type == SlotType.PASSPHRASE ? Optional.of(parseKdf(in)) : Optional.empty();
    return new Slot(id, kdf, salt, take(in, Slot.COMMIT_BYTES), take(in, Slot.WRAPPED_BYTES));
  }

  private static SlotType slotType(int code) {
    if (code == SlotType.RESERVED_EXTERNAL) {
      throw FormatProblems.unsupported("a slot whose key is wrapped by a service or a device");
    }
    for (SlotType type : SlotType.values()) {
      if (type.code() == code) {
        return type;
      }
    }
    throw FormatProblems.corrupt("the type of a slot");
  }

  private static Argon2Cost parseKdf(ByteBuffer in) {
    int memoryKib = in.getInt();
    int passes = Short.toUnsignedInt(in.getShort());
    int lanes = Byte.toUnsignedInt(in.get());
    int version = Byte.toUnsignedInt(in.get());
    require(
        version == Argon2Cost.VERSION && Argon2Cost.areDefined(memoryKib, passes, lanes),
        "the key derivation of a slot");
    return new Argon2Cost(memoryKib, passes, lanes);
  }

  private static byte[] take(ByteBuffer in, int length) {
    byte[] taken = new byte[length];
    in.get(taken);
    return taken;
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw FormatProblems.corrupt(what);
    }
  }
}
