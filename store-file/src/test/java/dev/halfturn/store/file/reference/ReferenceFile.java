// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.reference;

import static dev.halfturn.store.file.reference.Bouncy.ascii;
import static dev.halfturn.store.file.reference.Bouncy.concat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A store file made from the specification alone, by BouncyCastle alone: the second opinion on what
 * the product writes and reads. Each step can be made wrong, one at a time, with everything after
 * it right for the wrong step.
 */
public final class ReferenceFile {

  /** Where the fields of the header lie. */
  public static final int HEADER_LENGTH = 8;

  public static final int MINOR = 10;
  public static final int SUITE = 12;
  public static final int FILE_ID = 13;
  public static final int GENERATION = 29;
  public static final int SLOT_COUNT = 37;
  public static final int FIRST_SLOT = 38;
  public static final int RAW_SLOT_BYTES = 91;
  public static final int PASSPHRASE_SLOT_BYTES = 99;

  private byte[] fileId = Fixed.bytes("file id", 16);
  private byte[] masterKey = Fixed.bytes("master key", 32);
  private byte[] wrappedMasterKey = masterKey;
  private byte[] random = Fixed.bytes("write", 32);
  private long generation = 7;
  private final List<ReferenceSlot> slots = new ArrayList<>();
  private byte[] json = ascii("{\"entries\":{},\"v\":1}");
  private UnaryOperator<byte[]> header = UnaryOperator.identity();
  private UnaryOperator<byte[]> plaintext = UnaryOperator.identity();
  private UnaryOperator<byte[]> macInput = UnaryOperator.identity();
  private UnaryOperator<byte[]> payloadInfo = UnaryOperator.identity();
  private UnaryOperator<byte[]> associated = UnaryOperator.identity();
  private byte[] nonce = new byte[12];

  public ReferenceFile fileId(byte[] bytes) {
    fileId = bytes;
    return this;
  }

  public ReferenceFile masterKey(byte[] bytes) {
    masterKey = bytes;
    wrappedMasterKey = bytes;
    return this;
  }

  /** Slots that hold another master key than the one everything else is made with. */
  public ReferenceFile wrappedMasterKey(byte[] bytes) {
    wrappedMasterKey = bytes;
    return this;
  }

  /** The random part of the write salt. */
  public ReferenceFile random(byte[] bytes) {
    random = bytes;
    return this;
  }

  public ReferenceFile generation(long number) {
    generation = number;
    return this;
  }

  public ReferenceFile slot(ReferenceSlot slot) {
    slots.add(slot);
    return this;
  }

  public ReferenceFile json(String text) {
    json = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  public ReferenceFile json(byte[] bytes) {
    json = bytes;
    return this;
  }

  /** Changes the file from its first byte up to the header's MAC, before that is computed. */
  public ReferenceFile header(UnaryOperator<byte[]> change) {
    header = change;
    return this;
  }

  /** Changes the framed JSON before it is encrypted. */
  public ReferenceFile plaintext(UnaryOperator<byte[]> change) {
    plaintext = change;
    return this;
  }

  public ReferenceFile macInput(UnaryOperator<byte[]> change) {
    macInput = change;
    return this;
  }

  public ReferenceFile payloadInfo(UnaryOperator<byte[]> change) {
    payloadInfo = change;
    return this;
  }

  public ReferenceFile associated(UnaryOperator<byte[]> change) {
    associated = change;
    return this;
  }

  public ReferenceFile nonce(byte[] bytes) {
    nonce = bytes;
    return this;
  }

  /** The whole file. */
  public byte[] build() {
    byte[] framed = plaintext.apply(frame(json));
    byte[] fields = headerFields();
    byte[] writeSalt = Bouncy.hmac(derive("ht1/salt"), concat(random, fields, framed));
    int length = fields.length + writeSalt.length;
    byte[] start =
        concat(
            ascii("HALFTRN1"),
            ByteBuffer.allocate(2).putShort((short) length).array(),
            fields,
            writeSalt);
    byte[] written = header.apply(start);
    byte[] mac = Bouncy.hmac(derive("ht1/header"), macInput.apply(written));
    byte[] beforePayload = concat(written, mac);
    byte[] info =
        concat(ascii("ht1/payload"), fileId, ByteBuffer.allocate(8).putLong(generation).array());
    byte[] dataKey = Bouncy.hkdf(masterKey, writeSalt, payloadInfo.apply(info), 32);
    byte[] payload =
        Bouncy.gcmSeal(dataKey, nonce, associated.apply(Bouncy.sha256(beforePayload)), framed);
    return concat(beforePayload, payload);
  }

  /** The JSON between its length and its padding. */
  public static byte[] frame(byte[] json) {
    int padded = (4 + json.length + 1023) / 1024 * 1024;
    return ByteBuffer.allocate(padded).putInt(json.length).put(json).array();
  }

  /** Where the payload of a file begins whose slots take so many bytes. */
  public static int payloadStart(int slotBytes) {
    return FIRST_SLOT + slotBytes + 32 + 32;
  }

  private byte[] headerFields() {
    byte[] fields =
        ByteBuffer.allocate(28)
            .putShort((short) 0)
            .put((byte) 1)
            .put(fileId)
            .putLong(generation)
            .put((byte) slots.size())
            .array();
    for (ReferenceSlot slot : slots) {
      fields = concat(fields, slot.encode(fileId, wrappedMasterKey));
    }
    return fields;
  }

  private byte[] derive(String purpose) {
    return Bouncy.hkdf(masterKey, fileId, ascii(purpose), 32);
  }

  /** A copy with one byte changed by exclusive or. */
  public static byte[] flip(byte[] file, int position, int bits) {
    byte[] changed = file.clone();
    changed[position] ^= (byte) bits;
    return changed;
  }

  /** A copy with these bytes in place of what is at the position. */
  public static byte[] patch(byte[] file, int position, byte... bytes) {
    byte[] changed = file.clone();
    System.arraycopy(bytes, 0, changed, position, bytes.length);
    return changed;
  }

  /** A copy without some bytes in the middle. */
  public static byte[] cut(byte[] file, int from, int to) {
    return concat(Arrays.copyOf(file, from), Arrays.copyOfRange(file, to, file.length));
  }
}
