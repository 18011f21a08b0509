// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import dev.halfturn.spi.SecretValue;
import java.security.SecureRandom;
import java.util.Objects;

/**
 * What a person or a machine presents to open a store. Immutable, thread-safe; {@code toString}
 * tells nothing.
 */
public sealed interface UnlockKey {

  /** The kind of slot this key can open. */
  SlotType slotType();

  /** Something a person knows, as UTF-8 bytes, without any normalisation of Unicode. */
  final class Passphrase implements UnlockKey {
    private final SecretValue text;

    public Passphrase(SecretValue text) {
      this.text = Objects.requireNonNull(text);
    }

    SecretValue text() {
      return text;
    }

    @Override
    public SlotType slotType() {
      return SlotType.PASSPHRASE;
    }

    @Override
    public String toString() {
      return "[REDACTED passphrase]";
    }
  }

  /** 32 random bytes, as a key file holds them ({@link KeyFileText}). */
  final class RawKey implements UnlockKey {

    /** The length of a raw key. */
    public static final int BYTES = 32;

    private final SecretValue key;

    /**
     * @throws IllegalArgumentException if it is not 32 bytes long
     */
    public RawKey(SecretValue key) {
      if (key.size() != BYTES) {
        throw new IllegalArgumentException("a raw key is 32 bytes long");
      }
      this.key = key;
    }

    /** A new key. */
    public static RawKey generate(SecureRandom random) {
      return new RawKey(SecretValue.of(Bytes.random(random, BYTES)));
    }

    SecretValue key() {
      return key;
    }

    @Override
    public SlotType slotType() {
      return SlotType.RAW_KEY;
    }

    @Override
    public String toString() {
      return "[REDACTED raw key]";
    }
  }
}
