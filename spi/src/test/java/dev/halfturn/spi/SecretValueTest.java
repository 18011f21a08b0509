// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretValueTest {

  private static final String TEXT = "not-to-be-seen-9Q";

  @Nested
  class Content {

    @Test
    void isACopyOfWhatWentIn() {
      byte[] bytes = {1, 2, 3};
      SecretValue secret = SecretValue.of(bytes);
      bytes[0] = 9;

      assertThat(secret.reveal()).containsExactly(1, 2, 3);
    }

    @Test
    void isCopiedOut() {
      SecretValue secret = SecretValue.of(new byte[] {1, 2, 3});
      secret.reveal()[0] = 9;

      assertThat(secret.reveal()).containsExactly(1, 2, 3);
    }

    @Test
    void isACopyOfTheCharactersThatWentIn() {
      char[] text = TEXT.toCharArray();
      SecretValue secret = SecretValue.ofUtf8(text);
      Arrays.fill(text, 'x');

      assertThat(secret.revealUtf8()).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", TEXT, " \n", "äß Ж 日本 \uD83D\uDD11", "\u0000"})
    void isTextAsUtf8(String text) {
      assertThat(SecretValue.ofUtf8(text).reveal()).isEqualTo(text.getBytes(UTF_8));
      assertThat(SecretValue.ofUtf8(text).revealUtf8()).isEqualTo(text);
      assertThat(SecretValue.ofUtf8(text.toCharArray())).isEqualTo(SecretValue.ofUtf8(text));
      assertThat(SecretValue.ofUtf8(text).size()).isEqualTo(text.getBytes(UTF_8).length);
    }

    @Test
    void isNeverEmpty() {
      assertInvalid(() -> SecretValue.of(new byte[0]));
      assertInvalid(() -> SecretValue.ofUtf8(""));
      assertInvalid(() -> SecretValue.ofUtf8(new char[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "a\uDD11b", "\uDD11\uD83D"})
    void isNotHalfACharacter(String notUnicode) {
      assertInvalid(() -> SecretValue.ofUtf8(notUnicode));
    }

    @Test
    void isNotTextIfItIsNotUtf8() {
      for (byte[] bytes :
          new byte[][] {{(byte) 0xff}, {(byte) 0xc0, (byte) 0x80}, {'a', (byte) 0xe2}}) {
        assertInvalid(() -> SecretValue.of(bytes).revealUtf8());
      }
    }

    private void assertInvalid(Runnable call) {
      assertThatThrownBy(call::run)
          .isInstanceOfSatisfying(
              HalfturnException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }
  }

  @Nested
  class Equality {

    private final byte[] bytes = TEXT.getBytes(UTF_8);

    @Test
    void isThatOfTheContent() {
      assertThat(SecretValue.of(bytes))
          .isEqualTo(SecretValue.of(bytes))
          .hasSameHashCodeAs(SecretValue.of(bytes))
          .isNotEqualTo(TEXT)
          .isNotEqualTo(null);
    }

    @Test
    void seesEachBit() {
      SecretValue secret = SecretValue.of(bytes);
      for (int bit = 0; bit < bytes.length * 8; bit++) {
        byte[] other = bytes.clone();
        other[bit / 8] ^= (byte) (1 << bit % 8);
        assertThat(SecretValue.of(other)).as("bit %s", bit).isNotEqualTo(secret);
      }
    }

    @Test
    void seesTheLength() {
      for (int length = 1; length < bytes.length; length++) {
        assertThat(SecretValue.of(Arrays.copyOf(bytes, length)))
            .isNotEqualTo(SecretValue.of(bytes));
      }
      assertThat(SecretValue.of(Arrays.copyOf(bytes, bytes.length + 1)))
          .isNotEqualTo(SecretValue.of(bytes));
    }

    @Test
    void theHashTellsNothingButTheLength() {
      assertThat(
              IntStream.range(0, 256)
                  .map(b -> SecretValue.of(new byte[] {(byte) b, 7}).hashCode())
                  .distinct())
          .hasSize(1);
    }
  }

  @Nested
  class Secrecy {

    private final SecretValue secret = SecretValue.ofUtf8(TEXT);

    private record Holder(String name, SecretValue value) {}

    @Test
    void noTextFormShowsTheContent() {
      StoredSecret stored =
          new StoredSecret(SecretName.of("erp/x"), new SecretVersion("1", Instant.EPOCH), secret);

      assertThat(
              Stream.of(
                  secret.toString(),
                  "" + secret,
                  String.format(Locale.ROOT, "%s %20s %S", secret, secret, secret),
                  String.valueOf(secret),
                  new Holder("x", secret).toString(),
                  stored.toString(),
                  Stream.of(secret).toList().toString()))
          .allSatisfy(text -> assertThat(text).contains("[REDACTED]").doesNotContain(TEXT));
    }

    @Test
    void javaSerializationRefusesIt() throws Exception {
      assertThat(Serializable.class.isAssignableFrom(SecretValue.class)).isFalse();
      try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
        assertThatThrownBy(() -> out.writeObject(secret))
            .isInstanceOf(NotSerializableException.class);
        assertThatThrownBy(() -> out.writeObject(new Object[] {secret}))
            .isInstanceOf(NotSerializableException.class);
      }
    }

    @Test
    void serializersByReflectionFindNothing() {
      assertThat(SecretValue.class.getDeclaredFields())
          .filteredOn(field -> !Modifier.isStatic(field.getModifiers()))
          .isNotEmpty()
          .allMatch(field -> Modifier.isTransient(field.getModifiers()))
          .extracting(Field::getModifiers)
          .allMatch(Modifier::isPrivate);
    }

    @Test
    void nothingLeavesButThroughReveal() {
      assertThat(SecretValue.class.getMethods())
          .filteredOn(method -> method.getDeclaringClass() == SecretValue.class)
          .filteredOn(method -> !Modifier.isStatic(method.getModifiers()))
          .extracting("name")
          .containsExactlyInAnyOrder(
              "reveal", "revealUtf8", "size", "equals", "hashCode", "toString");
    }

    @Test
    void noFailureShowsTheContent() {
      assertThatThrownBy(() -> SecretValue.ofUtf8(TEXT + "\uD83D"))
          .hasMessageNotContaining(TEXT)
          .hasNoCause();
      byte[] notText = (TEXT + "\u00ff").getBytes(StandardCharsets.ISO_8859_1);
      assertThatThrownBy(() -> SecretValue.of(notText).revealUtf8())
          .hasMessageNotContaining(TEXT)
          .hasNoCause();
    }
  }
}
