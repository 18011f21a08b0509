// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.vectors;

import static dev.halfturn.store.file.vectors.Catalogue.CORRUPT;
import static dev.halfturn.store.file.vectors.Catalogue.ENTRY;
import static dev.halfturn.store.file.vectors.Catalogue.JSON;
import static dev.halfturn.store.file.vectors.Catalogue.UNSUPPORTED;
import static dev.halfturn.store.file.vectors.Catalogue.file;

import dev.halfturn.store.file.reference.Bouncy;
import java.nio.charset.StandardCharsets;

/** Content that is properly encrypted and not in the one canonical form. */
final class ContentVectors {

  private static final String VERSION = "{\"at\":1,\"seq\":1,\"value\":\"eA\"}";

  private ContentVectors() {}

  static void addTo(Catalogue catalogue) {
    addDocument(catalogue);
    addNames(catalogue);
    addEntries(catalogue);
    addNumbers(catalogue);
    addValues(catalogue);
  }

  private static void addDocument(Catalogue catalogue) {
    refused(catalogue, "json-nothing", "no content", "");
    refused(catalogue, "json-array", "an array", "[]");
    refused(catalogue, "json-null", "null", "null");
    refused(catalogue, "json-no-entries", "without entries", "{\"v\":1}");
    refused(catalogue, "json-entries-null", "entries are null", "{\"entries\":null,\"v\":1}");
    refused(catalogue, "json-entries-array", "entries are an array", "{\"entries\":[],\"v\":1}");
    refused(catalogue, "json-no-version", "without a version", "{\"entries\":{}}");
    refused(catalogue, "json-version-first", "members not sorted", "{\"v\":1,\"entries\":{}}");
    refused(catalogue, "json-version-text", "the version is text", "{\"entries\":{},\"v\":\"1\"}");
    refused(catalogue, "json-version-fraction", "version 1.0", "{\"entries\":{},\"v\":1.0}");
    refused(catalogue, "json-version-zero-one", "version 01", "{\"entries\":{},\"v\":01}");
    refused(catalogue, "json-version-0", "version 0", "{\"entries\":{},\"v\":0}");
    refused(
        catalogue, "json-version-twice", "the version twice", "{\"entries\":{},\"v\":1,\"v\":1}");
    refused(catalogue, "json-member-more", "a member more", "{\"entries\":{},\"v\":1,\"x\":1}");
    refused(catalogue, "json-space", "a space", JSON.replaceFirst(":", ": "));
    refused(catalogue, "json-newline-behind", "a newline behind it", JSON + "\n");
    refused(catalogue, "json-space-before", "a space before it", " " + JSON);
    refused(catalogue, "json-byte-order-mark", "a byte order mark", "\ufeff" + JSON);
    refused(catalogue, "json-cut", "cut short", JSON.substring(0, JSON.length() - 1));
    refused(catalogue, "json-comment", "a comment", JSON.replace("},\"v\"", "/**/},\"v\""));
    refused(catalogue, "json-single-quotes", "single quotes", JSON.replace('"', '\''));
    catalogue.refused(
        "json-utf-16",
        "UTF-16",
        CORRUPT,
        file().json(JSON.getBytes(StandardCharsets.UTF_16BE)).build());
    catalogue.refused(
        "json-version-2",
        "version 2",
        UNSUPPORTED,
        file().json("{\"entries\":{},\"v\":2}").build());
    catalogue.refused(
        "json-version-2-other-entries",
        "version 2 with entries of another form: the version counts",
        UNSUPPORTED,
        file().json("{\"entries\":{\"A\":[]},\"v\":2}").build());
  }

  private static void addNames(Catalogue catalogue) {
    refusedName(catalogue, "name-empty", "empty", "");
    refusedName(catalogue, "name-upper-case", "upper case", "Erp");
    refusedName(catalogue, "name-dot", "a dot", "a.b");
    refusedName(catalogue, "name-underscore", "an underscore", "a_b");
    refusedName(catalogue, "name-space", "a space", "a b");
    refusedName(catalogue, "name-slash-first", "'/' first", "/a");
    refusedName(catalogue, "name-slash-last", "'/' last", "a/");
    refusedName(catalogue, "name-slash-twice", "an empty segment", "a//b");
    refusedName(catalogue, "name-hyphen-first", "'-' first", "-a");
    refusedName(catalogue, "name-hyphen-last", "'-' last", "a-");
    refusedName(catalogue, "name-hyphen-twice", "two hyphens", "a--b");
    refusedName(catalogue, "name-hyphen-slash", "'-' before '/'", "a-/b");
    refusedName(catalogue, "name-121", "121 characters", "a".repeat(121));
    refusedName(catalogue, "name-escaped", "an escape that would be legal JSON", "\\u0061");
    refusedName(catalogue, "name-escaped-slash", "an escaped '/'", "a\\/b");
    refusedName(catalogue, "name-not-ascii", "a letter beyond ASCII", "\u00e4");
    refusedName(catalogue, "name-nul", "a NUL", "a\u0000");
    refused(catalogue, "names-twice", "one name twice", entries(named("a") + "," + named("a")));
    refused(
        catalogue, "names-unsorted", "names not sorted", entries(named("b") + "," + named("a")));
    refused(
        catalogue,
        "names-prefix-unsorted",
        "a longer name before its prefix",
        entries(named("a/b") + "," + named("a")));
    refused(catalogue, "names-no-quotes", "a name without quotes", entries("a:{}"));
  }

  private static void addEntries(Catalogue catalogue) {
    refused(catalogue, "entry-comma-behind", "a comma behind the last", entries(ENTRY + ","));
    refused(catalogue, "entry-comma-before", "a comma before the first", entries("," + ENTRY));
    refused(
        catalogue, "entry-comma-missing", "no comma between two", entries(named("a") + named("b")));
    refused(catalogue, "entry-null", "null", entries("\"a\":null"));
    refused(catalogue, "entry-empty", "no members", entries("\"a\":{}"));
    refused(
        catalogue, "entry-no-last", "without its last number", entries("\"a\":{\"versions\":[]}"));
    refused(catalogue, "entry-no-versions", "without versions", entries("\"a\":{\"last\":1}"));
    refused(
        catalogue,
        "entry-unsorted",
        "members not sorted",
        entries("\"a\":{\"versions\":[],\"last\":1}"));
    refused(
        catalogue,
        "entry-member-more",
        "a member more",
        entries("\"a\":{\"last\":1,\"versions\":[],\"x\":1}"));
    refused(
        catalogue,
        "entry-versions-null",
        "versions are null",
        entries("\"a\":{\"last\":1,\"versions\":null}"));
    refused(
        catalogue,
        "version-comma-behind",
        "a comma behind the last version",
        entry(1, VERSION + ","));
    refused(catalogue, "version-empty", "a version without members", entry(1, "{}"));
    refused(catalogue, "version-null", "a version that is null", entry(1, "null"));
    refused(
        catalogue, "version-no-at", "without its time", entry(1, "{\"seq\":1,\"value\":\"eA\"}"));
    refused(
        catalogue, "version-no-seq", "without its number", entry(1, "{\"at\":1,\"value\":\"eA\"}"));
    refused(catalogue, "version-no-value", "without a value", entry(1, "{\"at\":1,\"seq\":1}"));
    refused(
        catalogue,
        "version-unsorted",
        "members not sorted",
        entry(1, "{\"seq\":1,\"at\":1,\"value\":\"eA\"}"));
    refused(
        catalogue,
        "version-member-more",
        "a member more",
        entry(1, "{\"at\":1,\"seq\":1,\"value\":\"eA\",\"x\":1}"));
  }

  private static void addNumbers(Catalogue catalogue) {
    refused(catalogue, "last-less", "last number below the newest version's", entry(0, VERSION));
    refused(catalogue, "last-more", "last number above the newest version's", entry(2, VERSION));
    refused(
        catalogue,
        "seq-0",
        "version number 0",
        entry(0, VERSION.replace("\"seq\":1", "\"seq\":0")));
    refused(catalogue, "seq-twice", "a version number twice", entry(1, VERSION + "," + VERSION));
    refused(
        catalogue,
        "seq-rising",
        "oldest version first",
        entry(1, VERSION + "," + VERSION.replace("\"seq\":1", "\"seq\":2")));
    refusedNumber(catalogue, "number-negative", "-1");
    refusedNumber(catalogue, "number-plus", "+1");
    refusedNumber(catalogue, "number-leading-zero", "01");
    refusedNumber(catalogue, "number-fraction", "1.0");
    refusedNumber(catalogue, "number-exponent", "1e3");
    refusedNumber(catalogue, "number-hexadecimal", "0x1");
    refusedNumber(catalogue, "number-text", "\"1\"");
    refusedNumber(catalogue, "number-null", "null");
    refusedNumber(catalogue, "number-missing", "");
    refusedNumber(catalogue, "number-2-53", "9007199254740992");
    refusedNumber(catalogue, "number-beyond-64-bits", "18446744073709551617");
  }

  private static void addValues(Catalogue catalogue) {
    refusedValue(catalogue, "value-empty", "empty", "");
    refusedValue(catalogue, "value-padded", "with padding", "eA==");
    refusedValue(catalogue, "value-one-digit", "one digit, which is no byte", "e");
    refusedValue(catalogue, "value-five-digits", "five digits", "eHl6e");
    refusedValue(catalogue, "value-unused-bits-2", "unused bits that are not zero", "eB");
    refusedValue(catalogue, "value-unused-bits-3", "unused bits that are not zero", "eHl");
    refusedValue(catalogue, "value-plus", "'+' of plain base64", "+-8_");
    refusedValue(catalogue, "value-slash", "'/' of plain base64", "/-8_");
    refusedValue(catalogue, "value-space", "a space", "eA A");
    refusedValue(catalogue, "value-newline", "a newline", "eAAA\neAAA");
    refusedValue(catalogue, "value-escaped", "an escape", "eAA\\u0041");
    refusedValue(catalogue, "value-not-ascii", "a letter beyond ASCII", "eA\u00e4");
    refused(
        catalogue,
        "value-null",
        "a value that is null",
        entry(1, "{\"at\":1,\"seq\":1,\"value\":null}"));
    refused(
        catalogue,
        "value-number",
        "a value that is a number",
        entry(1, "{\"at\":1,\"seq\":1,\"value\":1}"));
    catalogue.refused(
        "value-unclosed",
        "a value without an end",
        CORRUPT,
        file()
            .json(
                Bouncy.ascii(
                    "{\"entries\":{\"a\":{\"last\":1,\"versions\":[{\"at\":1,\"seq\":1,\"value\":\"eA"))
            .build());
  }

  private static void refusedNumber(Catalogue catalogue, String name, String number) {
    refused(
        catalogue,
        name,
        "a time written '" + number + "'",
        entry(1, VERSION.replace("\"at\":1", "\"at\":" + number)));
  }

  private static void refusedName(
      Catalogue catalogue, String name, String comment, String entryName) {
    refused(catalogue, name, "a name: " + comment, entries(named(entryName)));
  }

  private static void refusedValue(Catalogue catalogue, String name, String comment, String value) {
    refused(
        catalogue,
        name,
        "a value: " + comment,
        entry(1, "{\"at\":1,\"seq\":1,\"value\":\"" + value + "\"}"));
  }

  private static void refused(Catalogue catalogue, String name, String comment, String json) {
    catalogue.refused(name, comment, CORRUPT, file().json(json).build());
  }

  private static String named(String name) {
    return "\"" + name + "\":{\"last\":1,\"versions\":[" + VERSION + "]}";
  }

  private static String entry(int last, String versions) {
    return entries("\"a\":{\"last\":" + last + ",\"versions\":[" + versions + "]}");
  }

  private static String entries(String entries) {
    return "{\"entries\":{" + entries + "},\"v\":1}";
  }
}
