// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.vectors;

import static dev.halfturn.store.file.reference.ReferenceFile.FIRST_SLOT;
import static dev.halfturn.store.file.reference.ReferenceFile.RAW_SLOT_BYTES;
import static dev.halfturn.store.file.reference.ReferenceFile.SLOT_COUNT;
import static dev.halfturn.store.file.reference.ReferenceFile.cut;
import static dev.halfturn.store.file.reference.ReferenceFile.flip;
import static dev.halfturn.store.file.reference.ReferenceFile.patch;
import static dev.halfturn.store.file.vectors.Catalogue.CORRUPT;
import static dev.halfturn.store.file.vectors.Catalogue.JSON;
import static dev.halfturn.store.file.vectors.Catalogue.KDF_LIMIT;
import static dev.halfturn.store.file.vectors.Catalogue.KEY;
import static dev.halfturn.store.file.vectors.Catalogue.PASSPHRASE;
import static dev.halfturn.store.file.vectors.Catalogue.PHRASE;
import static dev.halfturn.store.file.vectors.Catalogue.PHRASE_SLOT;
import static dev.halfturn.store.file.vectors.Catalogue.RAW;
import static dev.halfturn.store.file.vectors.Catalogue.RAW_SLOT;
import static dev.halfturn.store.file.vectors.Catalogue.TAMPERED;
import static dev.halfturn.store.file.vectors.Catalogue.UNSUPPORTED;
import static dev.halfturn.store.file.vectors.Catalogue.WRONG_KEY;
import static dev.halfturn.store.file.vectors.Catalogue.file;
import static dev.halfturn.store.file.vectors.Catalogue.phraseFile;

import dev.halfturn.store.file.reference.Bouncy;
import dev.halfturn.store.file.reference.Fixed;
import dev.halfturn.store.file.reference.ReferenceFile;
import dev.halfturn.store.file.reference.ReferenceSlot;
import java.util.Arrays;
import java.util.Locale;

/** Faults in slots, and keys that do not fit. */
final class SlotVectors {

  private static final int ID = FIRST_SLOT + 3;
  private static final int SALT = FIRST_SLOT + 11;
  private static final int RAW_COMMIT = FIRST_SLOT + 27;
  private static final int RAW_WRAPPED = FIRST_SLOT + 43;
  private static final int KDF = FIRST_SLOT + 27;
  private static final int PASSES = KDF + 4;
  private static final int LANES = KDF + 6;
  private static final int VERSION = KDF + 7;

  private SlotVectors() {}

  static void addTo(Catalogue catalogue) {
    addLayout(catalogue);
    addFields(catalogue);
    addDerivation(catalogue);
    addSeveral(catalogue);
    addKeys(catalogue);
  }

  private static void addLayout(Catalogue catalogue) {
    for (int type : new int[] {0, 1, 4, 255}) {
      catalogue.refused(
          "slot-type-" + type,
          "type " + type + " on a raw key slot, the MAC right for it",
          CORRUPT,
          file().header(start -> patch(start, FIRST_SLOT, (byte) type)).build());
    }
    catalogue.refused(
        "slot-type-3",
        "the reserved type, the MAC right for it",
        UNSUPPORTED,
        file().header(start -> patch(start, FIRST_SLOT, (byte) 3)).build());
    catalogue.refused(
        "slot-type-2-on-passphrase",
        "type 2 on a passphrase slot",
        CORRUPT,
        PASSPHRASE,
        patch(phraseFile().build(), FIRST_SLOT, (byte) 2));
    for (int length : new int[] {0, 87, 89, 96}) {
      catalogue.refused(
          "slot-length-" + length,
          "length " + length + " on a raw key slot",
          CORRUPT,
          patch(file().build(), FIRST_SLOT + 1, (byte) 0, (byte) length));
    }
    catalogue.refused(
        "slot-length-88-on-passphrase",
        "length 88 on a passphrase slot",
        CORRUPT,
        PASSPHRASE,
        patch(phraseFile().build(), FIRST_SLOT + 1, (byte) 0, (byte) 88));
    catalogue.refused(
        "slot-cut",
        "a slot without its last byte, the header's length right for it",
        CORRUPT,
        file()
            .header(
                start ->
                    patch(
                        cut(start, FIRST_SLOT + RAW_SLOT_BYTES - 1, FIRST_SLOT + RAW_SLOT_BYTES),
                        ReferenceFile.HEADER_LENGTH,
                        (byte) 0,
                        (byte) 150))
            .build());
  }

  private static void addFields(Catalogue catalogue) {
    byte[] file = file().build();
    catalogue.refused("slot-id-bit", "one bit of the slot id", TAMPERED, flip(file, ID, 1));
    catalogue.refused("slot-salt-bit", "one bit of the slot salt", WRONG_KEY, flip(file, SALT, 1));
    catalogue.refused(
        "slot-salt-zero", "a slot salt of zeros", WRONG_KEY, patch(file, SALT, new byte[16]));
    catalogue.refused(
        "slot-commit-bit", "one bit of the commitment", WRONG_KEY, flip(file, RAW_COMMIT, 1));
    catalogue.refused(
        "slot-commit-last-bit",
        "the last bit of the commitment",
        WRONG_KEY,
        flip(file, RAW_COMMIT + 15, 1));
    catalogue.refused(
        "slot-wrapped-bit", "one bit of the wrapped key", TAMPERED, flip(file, RAW_WRAPPED, 1));
    catalogue.refused(
        "slot-wrapped-tag-bit",
        "one bit of the tag of the wrapped key",
        TAMPERED,
        flip(file, RAW_WRAPPED + 47, 1));
    catalogue.refused(
        "slot-other-master-key",
        "the slot holds another master key than the header's MAC was made with",
        TAMPERED,
        file().wrappedMasterKey(Fixed.bytes("other master key", 32)).build());
    catalogue.refused(
        "slot-of-other-store",
        "the slot of another store for the same key",
        TAMPERED,
        transplantedSlot());
  }

  private static byte[] transplantedSlot() {
    byte[] other = file().fileId(Fixed.bytes("other file id", 16)).build();
    return patch(
        file().build(),
        FIRST_SLOT,
        Arrays.copyOfRange(other, FIRST_SLOT, FIRST_SLOT + RAW_SLOT_BYTES));
  }

  private static void addDerivation(Catalogue catalogue) {
    byte[] file = phraseFile().build();
    refusedPassphrase(
        catalogue, "kdf-memory-less", "less memory", WRONG_KEY, patch(file, KDF + 3, (byte) 32));
    refusedPassphrase(
        catalogue, "kdf-memory-more", "more memory", WRONG_KEY, patch(file, KDF + 3, (byte) 128));
    refusedPassphrase(
        catalogue, "kdf-passes", "one pass more", WRONG_KEY, patch(file, PASSES + 1, (byte) 2));
    refusedPassphrase(
        catalogue, "kdf-lanes", "one lane more", WRONG_KEY, patch(file, LANES, (byte) 2));
    refusedPassphrase(
        catalogue, "kdf-salt-zero", "a salt of zeros", WRONG_KEY, patch(file, SALT, new byte[16]));
    refusedPassphrase(
        catalogue, "kdf-version-16", "Argon2 1.0", CORRUPT, patch(file, VERSION, (byte) 0x10));
    refusedPassphrase(
        catalogue, "kdf-version-20", "Argon2 of later", CORRUPT, patch(file, VERSION, (byte) 0x14));
    refusedPassphrase(
        catalogue, "kdf-memory-0", "no memory", CORRUPT, patch(file, KDF, new byte[4]));
    refusedPassphrase(
        catalogue,
        "kdf-memory-7",
        "less than 8 KiB for a lane",
        CORRUPT,
        patch(file, KDF + 3, (byte) 7));
    refusedPassphrase(
        catalogue,
        "kdf-memory-2-31",
        "2 TiB, which is out of range",
        CORRUPT,
        patch(file, KDF, (byte) 0x80));
    refusedPassphrase(
        catalogue, "kdf-passes-0", "no passes", CORRUPT, patch(file, PASSES + 1, (byte) 0));
    refusedPassphrase(catalogue, "kdf-lanes-0", "no lanes", CORRUPT, patch(file, LANES, (byte) 0));
    refusedPassphrase(
        catalogue,
        "kdf-memory-over-limit",
        "one KiB more than 256 MiB",
        KDF_LIMIT,
        patch(file, KDF, (byte) 0, (byte) 4, (byte) 0, (byte) 1));
    refusedPassphrase(
        catalogue, "kdf-memory-2-30", "1 TiB", KDF_LIMIT, patch(file, KDF, (byte) 0x40));
    refusedPassphrase(
        catalogue,
        "kdf-passes-over-limit",
        "11 passes",
        KDF_LIMIT,
        patch(file, PASSES + 1, (byte) 11));
    refusedPassphrase(
        catalogue,
        "kdf-passes-65535",
        "65,535 passes",
        KDF_LIMIT,
        patch(file, PASSES, (byte) 0xff, (byte) 0xff));
    refusedPassphrase(
        catalogue,
        "kdf-lanes-over-limit",
        "17 lanes with memory for them",
        KDF_LIMIT,
        patch(file, KDF + 2, (byte) 1, (byte) 0, (byte) 0, (byte) 1, (byte) 17));
    refusedPassphrase(
        catalogue,
        "kdf-costly-slot-and-others",
        "no slot fits, and one could not be tried: that comes first",
        KDF_LIMIT,
        new ReferenceFile()
            .slot(ReferenceSlot.unaffordable("slot x", 1 << 20, 3, 1))
            .slot(ReferenceSlot.passphrase("slot 3", Bouncy.ascii("something else"), 64, 1, 1))
            .json(JSON)
            .build());
  }

  private static void refusedPassphrase(
      Catalogue catalogue, String name, String comment, String expect, byte[] file) {
    catalogue.refused(name, comment, expect, PASSPHRASE, file);
  }

  private static void addSeveral(Catalogue catalogue) {
    byte[] two = new ReferenceFile().slot(RAW_SLOT).slot(PHRASE_SLOT).json(JSON).build();
    int second = FIRST_SLOT + RAW_SLOT_BYTES;
    catalogue.refused(
        "slots-two-with-one-id",
        "two slots with one id, all else right for it",
        CORRUPT,
        new ReferenceFile().slot(RAW_SLOT).slot(PHRASE_SLOT.withIdOf(RAW_SLOT)).json(JSON).build());
    catalogue.refused(
        "slots-second-removed",
        "the second slot cut out, count and length right for it",
        TAMPERED,
        patch(
            patch(
                cut(two, second, second + ReferenceFile.PASSPHRASE_SLOT_BYTES),
                ReferenceFile.HEADER_LENGTH,
                (byte) 0,
                (byte) 151),
            SLOT_COUNT,
            (byte) 1));
    catalogue.refused(
        "slots-other-slot-bit",
        "one bit of a slot that is not for this key",
        TAMPERED,
        flip(two, second + 20, 1));
    byte[] twoRaw =
        new ReferenceFile()
            .slot(RAW_SLOT)
            .slot(ReferenceSlot.rawKey("slot 3", Fixed.bytes("other key", 32)))
            .json(JSON)
            .build();
    catalogue.refused(
        "slots-swapped",
        "two slots in the other order",
        TAMPERED,
        patch(
            patch(twoRaw, FIRST_SLOT, Arrays.copyOfRange(twoRaw, second, second + RAW_SLOT_BYTES)),
            second,
            Arrays.copyOfRange(twoRaw, FIRST_SLOT, second)));
    ReferenceFile nine = new ReferenceFile().json(JSON);
    for (int i = 0; i < 8; i++) {
      nine.slot(ReferenceSlot.rawKey("other " + i, Fixed.bytes("other key " + i, 32)));
    }
    catalogue.refused(
        "slots-nine", "nine slots, all else right for it", CORRUPT, nine.slot(RAW_SLOT).build());
  }

  private static void addKeys(Catalogue catalogue) {
    byte[] raw = file().build();
    byte[] flipped = KEY.clone();
    flipped[31] ^= 1;
    catalogue.refused(
        "key-other",
        "another raw key",
        WRONG_KEY,
        Secret.rawKey(Fixed.bytes("other key", 32)),
        raw);
    catalogue.refused(
        "key-last-bit",
        "a raw key with its last bit flipped",
        WRONG_KEY,
        Secret.rawKey(flipped),
        raw);
    catalogue.refused(
        "key-for-passphrase-slot",
        "a raw key where only a passphrase opens",
        WRONG_KEY,
        RAW,
        phraseFile().build());
    catalogue.refused(
        "passphrase-for-key-slot",
        "a passphrase where only a raw key opens",
        WRONG_KEY,
        PASSPHRASE,
        raw);
    refusedOther(catalogue, "passphrase-space-behind", PHRASE + " ");
    refusedOther(catalogue, "passphrase-newline-behind", PHRASE + "\n");
    refusedOther(catalogue, "passphrase-upper-case", PHRASE.toUpperCase(Locale.ROOT));
    catalogue.refused(
        "passphrase-normalised",
        "the decomposed form of a passphrase made with the composed one",
        WRONG_KEY,
        Secret.passphrase("Gru\u0308\u00dfe aus Ko\u0308ln"),
        new ReferenceFile()
            .slot(
                ReferenceSlot.passphrase(
                    "slot n", Secret.passphrase("Gr\u00fc\u00dfe aus K\u00f6ln").bytes(), 64, 1, 1))
            .json(JSON)
            .build());
  }

  private static void refusedOther(Catalogue catalogue, String name, String passphrase) {
    catalogue.refused(
        name,
        "a passphrase that is almost the right one",
        WRONG_KEY,
        Secret.passphrase(passphrase),
        phraseFile().build());
  }
}
