// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.store.file.reference.Fixed;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What many tests of the format start from. */
final class Samples {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final SecretName NAME = SecretName.of("erp/lwa/clientsecret");
  static final SecureRandom RANDOM = new SecureRandom();
  static final StoreFileFormat FORMAT = new StoreFileFormat(KdfLimits.standard(), RANDOM);
  static final UnlockKey.RawKey KEY = rawKey("key");
  static final UnlockKey.RawKey OTHER_KEY = rawKey("other key");

  /** The cheapest derivation a slot may be made with. */
  static final Argon2Cost CHEAP =
      new Argon2Cost(Argon2Cost.FLOOR_MEMORY_KIB, Argon2Cost.FLOOR_PASSES, 1);

  private Samples() {}

  static UnlockKey.RawKey rawKey(String label) {
    return new UnlockKey.RawKey(SecretValue.of(Fixed.bytes(label, UnlockKey.RawKey.BYTES)));
  }

  static UnlockKey.Passphrase passphrase(String text) {
    return new UnlockKey.Passphrase(SecretValue.ofUtf8(text));
  }

  static SecretValue value(String text) {
    return SecretValue.ofUtf8(text);
  }

  /** An empty store that {@link #KEY} opens. */
  static OpenedStore emptyStore() {
    return FORMAT.create(NewSlot.of(KEY)).store();
  }

  /** A store that {@link #KEY} and {@link #OTHER_KEY} open, with so many bytes in its entry. */
  static SealedStore storeOfTwoKeys(int valueBytes) {
    OpenedStore two = FORMAT.addSlot(emptyStore(), NewSlot.of(OTHER_KEY)).store();
    SecretValue value = SecretValue.of(Fixed.bytes("value", valueBytes));
    return FORMAT.seal(two, two.entries().put(NAME, value, NOON, 3));
  }

  /** The JSON inside entries, without its frame. */
  static byte[] json(Entries entries) {
    byte[] plaintext = entries.plaintext();
    return Arrays.copyOfRange(plaintext, Plaintext.JSON_START, Plaintext.jsonEnd(plaintext));
  }

  /** The reason with which something is refused. */
  static String refusal(ThrowingCallable call) {
    HalfturnException refused = catchThrowableOfType(HalfturnException.class, call);
    assertThat(refused).as("refused").isNotNull();
    return refused.reason();
  }
}
