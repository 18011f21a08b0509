// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.vectors;

import static dev.halfturn.store.file.reference.ReferenceFile.GENERATION;
import static dev.halfturn.store.file.reference.ReferenceFile.flip;
import static dev.halfturn.store.file.reference.ReferenceFile.patch;
import static dev.halfturn.store.file.vectors.Catalogue.CORRUPT;
import static dev.halfturn.store.file.vectors.Catalogue.JSON;
import static dev.halfturn.store.file.vectors.Catalogue.TAMPERED;
import static dev.halfturn.store.file.vectors.Catalogue.file;

import dev.halfturn.store.file.reference.Bouncy;
import dev.halfturn.store.file.reference.Fixed;
import dev.halfturn.store.file.reference.ReferenceFile;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Faults in the encrypted part: bits, splices, cryptography done wrong, and the frame inside. */
final class PayloadVectors {

  private static final int PAYLOAD = ReferenceFile.payloadStart(ReferenceFile.RAW_SLOT_BYTES);

  private PayloadVectors() {}

  static void addTo(Catalogue catalogue) {
    addBits(catalogue);
    addSplices(catalogue);
    addCryptography(catalogue);
    addFrame(catalogue);
  }

  private static void addBits(Catalogue catalogue) {
    byte[] file = file().build();
    catalogue.refused("payload-first-bit", "first bit", TAMPERED, flip(file, PAYLOAD, 0x80));
    catalogue.refused("payload-middle-bit", "a bit in the middle", TAMPERED, flip(file, 700, 4));
    catalogue.refused(
        "payload-padding-bit", "a bit of the padding", TAMPERED, flip(file, file.length - 17, 1));
    catalogue.refused(
        "payload-tag-first-bit",
        "first bit of the tag",
        TAMPERED,
        flip(file, file.length - 16, 0x80));
    catalogue.refused(
        "payload-tag-last-bit", "last bit of the tag", TAMPERED, flip(file, file.length - 1, 1));
    catalogue.refused(
        "payload-tag-zero",
        "a tag of zeros",
        TAMPERED,
        patch(file, file.length - 16, new byte[16]));
    byte[] two = file().json(twoBlocks()).build();
    catalogue.refused(
        "payload-block-cut",
        "without its last block, tag included",
        TAMPERED,
        Arrays.copyOf(two, two.length - 1024));
    catalogue.refused(
        "payload-blocks-swapped", "two cipher blocks in the other order", TAMPERED, swapped(file));
  }

  private static byte[] swapped(byte[] file) {
    byte[] first = Arrays.copyOfRange(file, PAYLOAD, PAYLOAD + 16);
    byte[] second = Arrays.copyOfRange(file, PAYLOAD + 16, PAYLOAD + 32);
    return patch(patch(file, PAYLOAD, second), PAYLOAD + 16, first);
  }

  private static String twoBlocks() {
    return "{\"entries\":{\"a\":{\"last\":1,\"versions\":[{\"at\":1,\"seq\":1,\"value\":\""
        + "A".repeat(1200)
        + "\"}]}},\"v\":1}";
  }

  private static void addSplices(Catalogue catalogue) {
    byte[] older = file().generation(7).build();
    byte[] newer = file().generation(8).random(Fixed.bytes("later", 32)).build();
    catalogue.refused(
        "splice-header-old-payload-new",
        "everything before the payload of a generation on the payload of the next",
        TAMPERED,
        splice(older, newer, PAYLOAD));
    catalogue.refused(
        "splice-header-new-payload-old",
        "the same the other way round",
        TAMPERED,
        splice(newer, older, PAYLOAD));
    catalogue.refused(
        "splice-mac",
        "the MAC of the next generation",
        TAMPERED,
        patch(older, 161, Arrays.copyOfRange(newer, 161, 193)));
    catalogue.refused(
        "splice-generation",
        "the generation of the next file in the header",
        TAMPERED,
        patch(older, GENERATION, Arrays.copyOfRange(newer, GENERATION, GENERATION + 8)));
    catalogue.refused(
        "splice-salt-and-payload",
        "write salt and payload of the next generation",
        TAMPERED,
        patch(splice(older, newer, PAYLOAD), 129, Arrays.copyOfRange(newer, 129, 161)));
    byte[] other = file().fileId(Fixed.bytes("other file id", 16)).build();
    catalogue.refused(
        "splice-payload-of-other-store",
        "the payload of another store with the same master key",
        TAMPERED,
        splice(older, other, PAYLOAD));
    catalogue.refused(
        "splice-file-id-of-other-store",
        "the file id of another store with the same master key",
        TAMPERED,
        patch(older, 13, Arrays.copyOfRange(other, 13, 29)));
  }

  private static byte[] splice(byte[] head, byte[] tail, int at) {
    return Bouncy.concat(Arrays.copyOf(head, at), Arrays.copyOfRange(tail, at, tail.length));
  }

  private static void addCryptography(Catalogue catalogue) {
    catalogue.refused(
        "crypto-nonce-1", "a nonce that is not zero", TAMPERED, file().nonce(nonceOne()).build());
    catalogue.refused(
        "crypto-no-associated-data",
        "nothing authenticated beside the payload",
        TAMPERED,
        file().associated(hash -> new byte[0]).build());
    catalogue.refused(
        "crypto-key-without-generation",
        "a payload key that does not depend on the generation",
        TAMPERED,
        file().payloadInfo(info -> Arrays.copyOf(info, info.length - 8)).build());
    catalogue.refused(
        "crypto-key-without-file-id",
        "a payload key that does not depend on the file id",
        TAMPERED,
        file().payloadInfo(info -> ReferenceFile.cut(info, 11, 27)).build());
    catalogue.refused(
        "crypto-key-other-label",
        "a payload key under another label",
        TAMPERED,
        file().payloadInfo(info -> flip(info, 0, 1)).build());
    catalogue.refused(
        "crypto-mac-without-magic",
        "a MAC over the header without the ten bytes before it",
        TAMPERED,
        file().macInput(start -> Arrays.copyOfRange(start, 10, start.length)).build());
    catalogue.refused(
        "crypto-mac-without-salt",
        "a MAC over the header without the write salt",
        TAMPERED,
        file().macInput(start -> Arrays.copyOf(start, start.length - 32)).build());
  }

  private static byte[] nonceOne() {
    byte[] nonce = new byte[12];
    nonce[11] = 1;
    return nonce;
  }

  private static void addFrame(Catalogue catalogue) {
    addFrame(catalogue, "frame-length-0", "a content length of 0", 0);
    addFrame(catalogue, "frame-length-less", "a content length one less", JSON.length() - 1);
    addFrame(catalogue, "frame-length-more", "a content length one more", JSON.length() + 1);
    addFrame(catalogue, "frame-length-beyond", "a content length beyond the payload", 1021);
    addFrame(catalogue, "frame-length-negative", "a content length of 2^31", Integer.MIN_VALUE);
    addFrame(catalogue, "frame-length-max", "a content length of 2^32 - 1", -1);
    catalogue.refused(
        "frame-padding",
        "padding that is not zero",
        CORRUPT,
        file().plaintext(plaintext -> patch(plaintext, 1023, (byte) 1)).build());
    catalogue.refused(
        "frame-padding-first",
        "the first byte of the padding is not zero",
        CORRUPT,
        file().plaintext(plaintext -> patch(plaintext, 4 + JSON.length(), (byte) '\n')).build());
    catalogue.refused(
        "frame-padding-block",
        "a block of padding that is not needed",
        CORRUPT,
        file().plaintext(plaintext -> Arrays.copyOf(plaintext, 2048)).build());
  }

  private static void addFrame(Catalogue catalogue, String name, String comment, int length) {
    byte[] bytes = ByteBuffer.allocate(4).putInt(length).array();
    catalogue.refused(
        name, comment, CORRUPT, file().plaintext(plaintext -> patch(plaintext, 0, bytes)).build());
  }
}
