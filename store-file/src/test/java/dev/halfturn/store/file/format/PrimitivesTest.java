// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.store.file.reference.Bouncy;
import dev.halfturn.store.file.reference.Fixed;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published vectors, and a second implementation for what they do not cover. */
class PrimitivesTest {

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Nested
  class Hmac {

    /** RFC 4231, cases 1, 2, 3 and 6 (a key longer than a block). */
    @ParameterizedTest
    @CsvSource({
      "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, 4869205468657265,"
          + "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
      "4a656665, 7768617420646f2079612077616e7420666f72206e6f7468696e673f,"
          + "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    })
    void agreesWithRfc4231(String key, String data, String mac) {
      assertThat(hex(HmacSha256.mac(hex(key), hex(data)))).isEqualTo(mac);
    }

    @Test
    void agreesWithRfc4231OnAKeyLongerThanABlock() {
      byte[] key = new byte[131];
      Arrays.fill(key, (byte) 0xaa);

      assertThat(
              hex(
                  HmacSha256.mac(
                      key,
                      Bytes.ascii("Test Using Larger Than Block-Size Key - "),
                      Bytes.ascii("Hash Key First"))))
          .isEqualTo("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    }

    @Test
    void takesTheFirstBytesOfAnArray() {
      byte[] data = Fixed.bytes("data", 100);
      byte[] key = Fixed.bytes("key", 32);

      assertThat(HmacSha256.macOfPrefix(key, data, 60))
          .isEqualTo(Bouncy.hmac(key, Arrays.copyOf(data, 60)));
    }
  }

  @Nested
  class Hkdf {

    /** RFC 5869, cases 1 and 2; 32 bytes are the beginning of any longer output. */
    @Test
    void agreesWithRfc5869() {
      byte[] inputKey = new byte[22];
      Arrays.fill(inputKey, (byte) 0x0b);

      assertThat(
              hex(
                  HmacSha256.hkdf(
                      inputKey, hex("000102030405060708090a0b0c"), hex("f0f1f2f3f4f5f6f7f8f9"))))
          .isEqualTo("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
      assertThat(hex(HmacSha256.hkdf(range(0x00, 80), range(0x60, 80), range(0xb0, 80))))
          .isEqualTo("b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c");
    }

    @Test
    void agreesWithBouncyCastleOnAnyLengths() {
      SplittableRandom random = new SplittableRandom(5869);
      for (int i = 0; i < 2000; i++) {
        byte[] inputKey = Fixed.bytes("ikm" + i, random.nextInt(1, 100));
        byte[] salt = Fixed.bytes("salt" + i, random.nextInt(1, 100));
        byte[] info = Fixed.bytes("info" + i, random.nextInt(100));
        int split = random.nextInt(info.length + 1);

        assertThat(
                HmacSha256.hkdf(
                    inputKey,
                    salt,
                    Arrays.copyOf(info, split),
                    Arrays.copyOfRange(info, split, info.length)))
            .isEqualTo(Bouncy.hkdf(inputKey, salt, info, 32));
      }
    }

    private byte[] range(int from, int length) {
      byte[] bytes = new byte[length];
      for (int i = 0; i < length; i++) {
        bytes[i] = (byte) (from + i);
      }
      return bytes;
    }
  }

  @Nested
  class AesGcmWithAZeroNonce {

    /** Cases 13 and 14 of the GCM submission to NIST: AES-256, a nonce of zeros. */
    @ParameterizedTest
    @CsvSource({
      "'', 530f8afbc74536b9a963b4f1c4cb738b",
      "00000000000000000000000000000000,"
          + "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"
    })
    void agreesWithTheSubmissionToNist(String plaintext, String sealed) {
      byte[] in = hex(sealed);

      assertThat(AesGcm.open(new byte[32], new byte[0], in, 0, in.length)).contains(hex(plaintext));
    }

    @Test
    void agreesWithBouncyCastleOnAnyLengths() {
      SplittableRandom random = new SplittableRandom(38);
      for (int i = 0; i < 2000; i++) {
        byte[] key = Fixed.bytes("key" + i, 32);
        byte[] associated = Fixed.bytes("aad" + i, random.nextInt(80));
        byte[] plaintext = Fixed.bytes("plaintext" + i, random.nextInt(300));
        byte[] sealed = new byte[7 + plaintext.length + AesGcm.TAG_BYTES];

        AesGcm.seal(key, associated, plaintext, sealed, 7);

        byte[] expected = Bouncy.gcmSeal(key, new byte[12], associated, plaintext);
        assertThat(Arrays.copyOfRange(sealed, 7, sealed.length)).isEqualTo(expected);
        assertThat(AesGcm.open(key, associated, sealed, 7, expected.length)).contains(plaintext);
        expected[random.nextInt(expected.length)] ^= 1;
        assertThat(AesGcm.open(key, associated, expected, 0, expected.length)).isEmpty();
      }
    }
  }

  @Nested
  class Argon2id {

    /** From the test program of the reference implementation, Argon2 1.3. */
    @ParameterizedTest
    @CsvSource({
      "65536, 2, 1, 09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7",
      "256, 2, 1, 9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe",
      "256, 2, 2, 6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037",
      "65536, 1, 1, f6a5adc1ba723dddef9b5ac1d464e180fcd9dffc9d1cbf76cca2fed795d9ca98"
    })
    void agreesWithTheReferenceImplementation(
        int memoryKib, int passes, int lanes, String expected) {
      byte[] derived =
          KeyEncryptionKey.argon2id(
              Bytes.ascii("password"),
              Bytes.ascii("somesalt"),
              new Argon2Cost(memoryKib, passes, lanes));

      assertThat(hex(derived)).isEqualTo(expected);
    }

    /** RFC 9106 section 5.3, with the inputs that the format does not use. */
    @Test
    void ofTheLibraryAgreesWithRfc9106() {
      Argon2BytesGenerator generator = new Argon2BytesGenerator();
      generator.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(Argon2Parameters.ARGON2_VERSION_13)
              .withMemoryAsKB(32)
              .withIterations(3)
              .withParallelism(4)
              .withSalt(repeated(2, 16))
              .withSecret(repeated(3, 8))
              .withAdditional(repeated(4, 12))
              .build());
      byte[] derived = new byte[32];
      generator.generateBytes(repeated(1, 32), derived);

      assertThat(hex(derived))
          .isEqualTo("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
    }

    private byte[] repeated(int value, int length) {
      byte[] bytes = new byte[length];
      Arrays.fill(bytes, (byte) value);
      return bytes;
    }
  }
}
