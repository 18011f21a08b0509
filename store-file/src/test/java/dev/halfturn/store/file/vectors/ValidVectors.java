// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.vectors;

import static dev.halfturn.store.file.vectors.Catalogue.JSON;
import static dev.halfturn.store.file.vectors.Catalogue.PASSPHRASE;
import static dev.halfturn.store.file.vectors.Catalogue.PHRASE_SLOT;
import static dev.halfturn.store.file.vectors.Catalogue.RAW;
import static dev.halfturn.store.file.vectors.Catalogue.RAW_SLOT;
import static dev.halfturn.store.file.vectors.Catalogue.file;
import static dev.halfturn.store.file.vectors.Catalogue.phraseFile;

import dev.halfturn.store.file.reference.Fixed;
import dev.halfturn.store.file.reference.ReferenceFile;
import dev.halfturn.store.file.reference.ReferenceSlot;
import java.util.Base64;

/** Files that must open. */
final class ValidVectors {

  private static final String EMPTY = "{\"entries\":{},\"v\":1}";

  private ValidVectors() {}

  static void addTo(Catalogue catalogue) {
    addKeys(catalogue);
    addContents(catalogue);
  }

  private static void addKeys(Catalogue catalogue) {
    catalogue.opens("ok-raw-key", "one raw key slot, one entry", RAW, JSON, file().build());
    catalogue.opens(
        "ok-passphrase",
        "one passphrase slot; a reader has no floor",
        PASSPHRASE,
        JSON,
        phraseFile().build());
    Secret unicode = Secret.passphrase("Grüße, 世界 🔑");
    catalogue.opens(
        "ok-passphrase-unicode",
        "the passphrase is taken as UTF-8 without normalisation",
        unicode,
        JSON,
        new ReferenceFile()
            .slot(ReferenceSlot.passphrase("slot u", unicode.bytes(), 64, 1, 1))
            .json(JSON)
            .build());
    catalogue.opens(
        "ok-passphrase-floor",
        "the least a writer may use: 19 MiB, 2 passes",
        PASSPHRASE,
        JSON,
        new ReferenceFile()
            .slot(ReferenceSlot.passphrase("slot f", PASSPHRASE.bytes(), 19 * 1024, 2, 1))
            .json(JSON)
            .build());
    catalogue.opens(
        "ok-passphrase-lanes",
        "16 lanes, the most that is allowed",
        PASSPHRASE,
        JSON,
        new ReferenceFile()
            .slot(ReferenceSlot.passphrase("slot l", PASSPHRASE.bytes(), 256, 10, 16))
            .json(JSON)
            .build());
    byte[] both = new ReferenceFile().slot(RAW_SLOT).slot(PHRASE_SLOT).json(JSON).build();
    catalogue.opens("ok-two-slots-by-raw-key", "the first slot of two", RAW, JSON, both);
    catalogue.opens(
        "ok-two-slots-by-passphrase", "the second slot of two", PASSPHRASE, 1, JSON, both);
    ReferenceFile eight = new ReferenceFile().json(JSON);
    for (int i = 0; i < 7; i++) {
      eight.slot(ReferenceSlot.rawKey("other " + i, Fixed.bytes("other key " + i, 32)));
    }
    catalogue.opens(
        "ok-eight-slots",
        "the last slot of the most there may be",
        RAW,
        7,
        JSON,
        eight.slot(RAW_SLOT).build());
    byte[] costly =
        new ReferenceFile()
            .slot(ReferenceSlot.unaffordable("slot x", 1 << 30, 3, 1))
            .slot(RAW_SLOT)
            .slot(PHRASE_SLOT)
            .json(JSON)
            .build();
    catalogue.opens(
        "ok-costly-slot-not-needed",
        "a slot that costs too much does not matter to a raw key",
        RAW,
        1,
        JSON,
        costly);
    catalogue.opens(
        "ok-costly-slot-passed-over",
        "a slot that costs too much is passed over; another one fits",
        PASSPHRASE,
        2,
        JSON,
        costly);
  }

  private static void addContents(Catalogue catalogue) {
    catalogue.opens("ok-empty", "no entries", RAW, EMPTY, file().json(EMPTY).build());
    catalogue.opens("ok-first-generation", "generation 1", RAW, JSON, file().generation(1).build());
    catalogue.opens(
        "ok-last-generation",
        "generation 2^63 - 1",
        RAW,
        JSON,
        file().generation(Long.MAX_VALUE).build());
    addContent(
        catalogue,
        "ok-deleted-entry",
        "a deleted entry keeps its last number and no versions",
        "\"erp/lwa/clientsecret\":{\"last\":9,\"versions\":[]}");
    addContent(
        catalogue,
        "ok-never-stored",
        "the numbers 0 are allowed where nothing was stored",
        "\"a\":{\"last\":0,\"versions\":[]}");
    addContent(
        catalogue,
        "ok-gap-in-numbers",
        "numbers of versions fall, not necessarily by one",
        "\"a\":{\"last\":9,\"versions\":[{\"at\":5,\"seq\":9,\"value\":\"AA\"},"
            + "{\"at\":6,\"seq\":3,\"value\":\"AQ\"}]}");
    addContent(
        catalogue,
        "ok-largest-numbers",
        "2^53 - 1 wherever there is a number",
        "\"a\":{\"last\":9007199254740991,\"versions\":[{\"at\":9007199254740991,"
            + "\"seq\":9007199254740991,\"value\":\"_-8\"}]}");
    addContent(
        catalogue,
        "ok-prefix-names",
        "a name may be a leaf and a prefix; '-' sorts before '/' before digits before letters",
        one("a") + "," + one("a-b") + "," + one("a/b") + "," + one("a0") + "," + one("ab"));
    addContent(catalogue, "ok-longest-name", "120 characters", one("a".repeat(120)));
    addContent(
        catalogue,
        "ok-all-bytes",
        "a value of all 256 bytes, and one of a single NUL",
        "\"a\":{\"last\":2,\"versions\":[{\"at\":0,\"seq\":2,\"value\":\""
            + base64Url(allBytes())
            + "\"},{\"at\":0,\"seq\":1,\"value\":\"AA\"}]}");
    for (int length : new int[] {1019, 1020, 1021}) {
      String json = jsonOfLength(length);
      catalogue.opens(
          "ok-content-of-" + length,
          "content of " + length + " bytes: the padding ends at a multiple of 1024",
          RAW,
          json,
          file().json(json).build());
    }
  }

  private static void addContent(Catalogue catalogue, String name, String comment, String entries) {
    String json = "{\"entries\":{" + entries + "},\"v\":1}";
    catalogue.opens(name, comment, RAW, json, file().json(json).build());
  }

  private static String one(String name) {
    return "\"" + name + "\":{\"last\":1,\"versions\":[{\"at\":1,\"seq\":1,\"value\":\"eA\"}]}";
  }

  private static String jsonOfLength(int length) {
    for (int at = 1; at < 1000; at *= 10) {
      for (int bytes = 600; bytes < 760; bytes++) {
        String json =
            "{\"entries\":{\"a\":{\"last\":1,\"versions\":[{\"at\":"
                + at
                + ",\"seq\":1,\"value\":\""
                + base64Url(Fixed.bytes("filler", bytes))
                + "\"}]}},\"v\":1}";
        if (json.length() == length) {
          return json;
        }
      }
    }
    throw new IllegalStateException("no content of length " + length);
  }

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] allBytes() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    return all;
  }
}
