// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

/** What opens the credentials of both programs that {@link StartUp} compares. */
enum StoreKey {
  FILE("key-file", 0),
  PASSPHRASE("passphrase", 64),
  /** With the least memory that a store admits. */
  CHEAP_PASSPHRASE("cheap", 19);

  private final String text;
  private final int kdfMemory;

  StoreKey(String text, int kdfMemory) {
    this.text = text;
    this.kdfMemory = kdfMemory;
  }

  /** What files are called by. */
  String text() {
    return text;
  }

  /** The memory in MiB to derive a key with; 0 if it is the key itself. */
  int kdfMemory() {
    return kdfMemory;
  }

  /** The file with the command's settings. */
  String configuration() {
    return text + ".yaml";
  }
}
