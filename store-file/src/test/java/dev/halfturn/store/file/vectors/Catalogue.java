// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.vectors;

import dev.halfturn.store.file.reference.Fixed;
import dev.halfturn.store.file.reference.ReferenceFile;
import dev.halfturn.store.file.reference.ReferenceSlot;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Collects vectors, and holds what most of them are made of. */
final class Catalogue {

  static final String CORRUPT = "STORE_CORRUPT";
  static final String TAMPERED = "STORE_TAMPERED";
  static final String UNSUPPORTED = "UNSUPPORTED_VERSION";
  static final String WRONG_KEY = "WRONG_KEY";
  static final String KDF_LIMIT = "KDF_LIMIT";

  static final byte[] KEY = Fixed.bytes("raw key", 32);
  static final Secret RAW = Secret.rawKey(KEY);
  static final ReferenceSlot RAW_SLOT = ReferenceSlot.rawKey("slot 1", KEY);
  static final String PHRASE = "correct horse battery staple";
  static final Secret PASSPHRASE = Secret.passphrase(PHRASE);

  // far below what a writer may use, so that the corpus is checked in a moment
  static final ReferenceSlot PHRASE_SLOT =
      ReferenceSlot.passphrase("slot 2", PASSPHRASE.bytes(), 64, 1, 1);

  static final String ENTRY =
      "\"erp/lwa/clientsecret\":{\"last\":2,\"versions\":["
          + "{\"at\":1767225600000,\"seq\":2,\"value\":\"bmV3IHNlY3JldA\"},"
          + "{\"at\":1751328000000,\"seq\":1,\"value\":\"b2xkIHNlY3JldA\"}]}";
  static final String JSON = "{\"entries\":{" + ENTRY + "},\"v\":1}";

  private final List<Vector> vectors = new ArrayList<>();

  /** A file with one raw key slot and one entry. */
  static ReferenceFile file() {
    return new ReferenceFile().slot(RAW_SLOT).json(JSON);
  }

  /** The same with one passphrase slot instead. */
  static ReferenceFile phraseFile() {
    return new ReferenceFile().slot(PHRASE_SLOT).json(JSON);
  }

  /** A file that the key opens by its first slot. */
  void opens(String name, String comment, Secret secret, String json, byte[] file) {
    opens(name, comment, secret, 0, json, file);
  }

  void opens(String name, String comment, Secret secret, int slot, String json, byte[] file) {
    add(name, comment, Vector.OK, secret, Optional.of(new Vector.Opened(slot, json)), file);
  }

  /** A file that the raw key, though it is the right one, must not open. */
  void refused(String name, String comment, String expect, byte[] file) {
    refused(name, comment, expect, RAW, file);
  }

  void refused(String name, String comment, String expect, Secret secret, byte[] file) {
    add(name, comment, expect, secret, Optional.empty(), file);
  }

  List<Vector> vectors() {
    return List.copyOf(vectors);
  }

  private void add(
      String name,
      String comment,
      String expect,
      Secret secret,
      Optional<Vector.Opened> opened,
      byte[] file) {
    vectors.add(new Vector(name, comment, expect, secret, opened, HexFormat.of().formatHex(file)));
  }
}
