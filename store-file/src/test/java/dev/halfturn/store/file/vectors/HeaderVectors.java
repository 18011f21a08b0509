// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.vectors;

import static dev.halfturn.store.file.reference.ReferenceFile.FILE_ID;
import static dev.halfturn.store.file.reference.ReferenceFile.FIRST_SLOT;
import static dev.halfturn.store.file.reference.ReferenceFile.GENERATION;
import static dev.halfturn.store.file.reference.ReferenceFile.HEADER_LENGTH;
import static dev.halfturn.store.file.reference.ReferenceFile.MINOR;
import static dev.halfturn.store.file.reference.ReferenceFile.SLOT_COUNT;
import static dev.halfturn.store.file.reference.ReferenceFile.SUITE;
import static dev.halfturn.store.file.reference.ReferenceFile.flip;
import static dev.halfturn.store.file.reference.ReferenceFile.patch;
import static dev.halfturn.store.file.vectors.Catalogue.CORRUPT;
import static dev.halfturn.store.file.vectors.Catalogue.TAMPERED;
import static dev.halfturn.store.file.vectors.Catalogue.UNSUPPORTED;
import static dev.halfturn.store.file.vectors.Catalogue.file;

import dev.halfturn.store.file.reference.Bouncy;
import dev.halfturn.store.file.reference.Fixed;
import java.util.Arrays;

/** Faults in the fixed part of the header, and in the length of the file. */
final class HeaderVectors {

  private HeaderVectors() {}

  static void addTo(Catalogue catalogue) {
    addMagic(catalogue);
    addLengths(catalogue);
    addFields(catalogue);
  }

  private static void addMagic(Catalogue catalogue) {
    byte[] file = file().build();
    catalogue.refused("file-empty", "no bytes at all", CORRUPT, new byte[0]);
    catalogue.refused("file-garbage", "random bytes", CORRUPT, Fixed.bytes("garbage", 1233));
    catalogue.refused("file-zeros", "zeros, as a crash can leave", CORRUPT, new byte[1233]);
    catalogue.refused(
        "magic-lower-case",
        "magic in lower case",
        CORRUPT,
        patch(file, 0, Bouncy.ascii("halftrn1")));
    catalogue.refused("magic-bit", "one bit of the magic", CORRUPT, flip(file, 3, 1));
    catalogue.refused(
        "magic-letter", "a letter for the version digit", CORRUPT, patch(file, 7, (byte) 'A'));
    catalogue.refused(
        "magic-nul", "a NUL for the version digit", CORRUPT, patch(file, 7, (byte) 0));
    catalogue.refused(
        "magic-version-0", "version digit 0", UNSUPPORTED, patch(file, 7, (byte) '0'));
    catalogue.refused(
        "magic-version-2", "version digit 2", UNSUPPORTED, patch(file, 7, (byte) '2'));
    catalogue.refused(
        "magic-version-9-short",
        "version digit 9 and nothing else: the rest may look different there",
        UNSUPPORTED,
        Bouncy.ascii("HALFTRN9"));
  }

  private static void addLengths(Catalogue catalogue) {
    byte[] file = file().build();
    for (int length : new int[] {1, 7, 8, 9, 10, 12, 13, 37, 38, 100, 160, 161, 192, 193, 208}) {
      catalogue.refused(
          "cut-at-" + length,
          "the first " + length + " bytes of a good file",
          CORRUPT,
          Arrays.copyOf(file, length));
    }
    catalogue.refused(
        "cut-last-byte", "without its last byte", CORRUPT, Arrays.copyOf(file, file.length - 1));
    catalogue.refused("cut-tag", "without its tag", CORRUPT, Arrays.copyOf(file, file.length - 16));
    catalogue.refused(
        "cut-payload-block",
        "payload of a tag alone",
        CORRUPT,
        Arrays.copyOf(file, file.length - 1024));
    catalogue.refused(
        "longer-by-1", "one byte too many", CORRUPT, Arrays.copyOf(file, file.length + 1));
    catalogue.refused(
        "longer-by-16", "a second tag", CORRUPT, Bouncy.concat(file, Fixed.bytes("tag", 16)));
    catalogue.refused(
        "longer-by-1024",
        "a block of zeros too many, which only the encryption notices",
        TAMPERED,
        Arrays.copyOf(file, file.length + 1024));
    catalogue.refused(
        "header-length-less",
        "header length one less",
        CORRUPT,
        patch(file, HEADER_LENGTH, (byte) 0, (byte) 150));
    catalogue.refused(
        "header-length-more",
        "header length one more",
        CORRUPT,
        patch(file, HEADER_LENGTH, (byte) 0, (byte) 152));
    catalogue.refused(
        "header-length-0",
        "header length 0",
        CORRUPT,
        patch(file, HEADER_LENGTH, (byte) 0, (byte) 0));
    catalogue.refused(
        "header-length-59",
        "header length without room for the fixed fields",
        CORRUPT,
        patch(file, HEADER_LENGTH, (byte) 0, (byte) 59));
    catalogue.refused(
        "header-length-4097",
        "header length beyond 4096, file long enough",
        CORRUPT,
        patch(Arrays.copyOf(file, 8192), HEADER_LENGTH, (byte) 0x10, (byte) 0x01));
    catalogue.refused(
        "header-length-4096",
        "header length 4096, mostly left over",
        CORRUPT,
        patch(Arrays.copyOf(file, 8192), HEADER_LENGTH, (byte) 0x10, (byte) 0x00));
    catalogue.refused(
        "header-length-beyond-file",
        "header length beyond the end of the file",
        CORRUPT,
        patch(file, HEADER_LENGTH, (byte) 0x0f, (byte) 0xff));
    catalogue.refused(
        "header-left-over",
        "one byte between the slots and the write salt, all else right for it",
        CORRUPT,
        file()
            .header(
                start ->
                    patch(
                        Bouncy.concat(
                            Arrays.copyOf(start, 129),
                            new byte[1],
                            Arrays.copyOfRange(start, 129, 161)),
                        HEADER_LENGTH,
                        (byte) 0,
                        (byte) 152))
            .build());
  }

  private static void addFields(Catalogue catalogue) {
    byte[] file = file().build();
    catalogue.refused(
        "minor-1",
        "minor version 1, the MAC right for it",
        UNSUPPORTED,
        file().header(start -> patch(start, MINOR, (byte) 0, (byte) 1)).build());
    catalogue.refused(
        "minor-256", "minor version 256", UNSUPPORTED, patch(file, MINOR, (byte) 1, (byte) 0));
    catalogue.refused(
        "minor-before-length",
        "minor version 1 and a header too long for version 1.0: the version counts",
        UNSUPPORTED,
        patch(file, HEADER_LENGTH, (byte) 0xff, (byte) 0xff, (byte) 0, (byte) 1));
    for (int suite : new int[] {0, 2, 255}) {
      catalogue.refused(
          "suite-" + suite,
          "suite " + suite + ", the MAC right for it",
          UNSUPPORTED,
          file().header(start -> patch(start, SUITE, (byte) suite)).build());
    }
    catalogue.refused(
        "file-id-bit", "one bit of the file id", TAMPERED, flip(file, FILE_ID + 15, 1));
    catalogue.refused(
        "generation-0",
        "generation 0, all else right for it",
        CORRUPT,
        file().generation(0).build());
    catalogue.refused(
        "generation-2-63",
        "generation 2^63, all else right for it",
        CORRUPT,
        file().generation(Long.MIN_VALUE).build());
    catalogue.refused(
        "generation-raised", "a higher generation", TAMPERED, flip(file, GENERATION + 7, 8));
    catalogue.refused("slot-count-0", "no slots", CORRUPT, patch(file, SLOT_COUNT, (byte) 0));
    catalogue.refused(
        "slot-count-2", "two slots where there is one", CORRUPT, patch(file, SLOT_COUNT, (byte) 2));
    catalogue.refused("slot-count-255", "255 slots", CORRUPT, patch(file, SLOT_COUNT, (byte) 255));
    catalogue.refused(
        "write-salt-bit", "one bit of the write salt", TAMPERED, flip(file, 129, 0x80));
    catalogue.refused("header-mac-bit", "one bit of the MAC", TAMPERED, flip(file, 192, 1));
    catalogue.refused(
        "header-mac-zero", "a MAC of zeros", TAMPERED, patch(file, 161, new byte[32]));
    catalogue.refused(
        "slot-type-first-byte",
        "first byte of the first slot",
        CORRUPT,
        patch(file, FIRST_SLOT, (byte) 0xff));
  }
}
