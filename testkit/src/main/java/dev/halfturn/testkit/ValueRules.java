// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which values a store holds: unchanged, or not at all. */
interface ValueRules extends StoreUnderTest {

  @Test
  @DisplayName("a value of one byte comes back as it was")
  default void aValueOfOneByteComesBack() {
    assertHeld(SecretValue.ofUtf8("x"));
  }

  @Test
  @DisplayName("text of 4 KiB comes back as it was")
  default void textOf4KibComesBack() {
    assertHeld(SecretValue.ofUtf8("0123456789abcdef".repeat(256)));
  }

  @Test
  @DisplayName("text keeps its blanks, line ends, quotes and characters of all alphabets")
  default void textKeepsEveryCharacter() {
    assertHeld(SecretValue.ofUtf8(" \t\r\n\"'\\${x}<&>%00 äß Ж 日本 \uD83D\uDD11\n "));
  }

  @Test
  @DisplayName("a text that looks like a number, a truth value or nothing stays a text")
  default void aTextThatLooksLikeSomethingElseStaysAText() {
    for (String text : new String[] {"0123", "1e3", "true", "null", "{}", " ", "\u0000"}) {
      assertHeld(SecretValue.ofUtf8(text));
    }
  }

  @Test
  @DisplayName("any bytes come back as they were, or are refused before anything is written")
  default void anyBytesComeBackOrAreRefused() {
    byte[] bytes = new byte[1024];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 7);
    }
    if (holdsAnyBytes()) {
      assertHeld(SecretValue.of(bytes));
    } else {
      assertRefusedBeforeWriting(SecretValue.of(bytes));
    }
  }

  @Test
  @DisplayName("a value of 1 MiB comes back as it was, or is refused before anything is written")
  default void aHugeValueComesBackOrIsRefused() {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    SecretValue huge = SecretValue.ofUtf8("0123456789abcdef".repeat(64 * 1024));
    store().put(name, secret("before"));

    Optional<HalfturnException> refusal = refusal(() -> store().put(name, huge));

    refusal.ifPresent(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    assertThat(store().find(name))
        .map(StoredSecret::value)
        .contains(refusal.isPresent() ? secret("before") : huge);
  }

  private void assertHeld(SecretValue value) {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    store().put(name, value);
    assertThat(store().find(name)).map(StoredSecret::value).contains(value);
    assertThat(openAgain().find(name)).map(StoredSecret::value).contains(value);
  }

  private void assertRefusedBeforeWriting(SecretValue value) {
    SecretName name = new SecretName("erp/lwa/clientsecret");
    store().put(name, secret("before"));
    assertThat(refusal(() -> store().put(name, value)))
        .map(HalfturnException::code)
        .contains(ErrorCode.INVALID_ARGUMENT);
    assertThat(store().find(name)).map(StoredSecret::value).contains(secret("before"));
  }

  private static Optional<HalfturnException> refusal(Runnable call) {
    return Optional.ofNullable(catchThrowableOfType(HalfturnException.class, call::run));
  }
}
