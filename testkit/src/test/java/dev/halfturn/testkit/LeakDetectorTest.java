// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.LeakDetector.Leak;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeakDetectorTest {

  /** Escaped in URLs and in JSON; its base64 has characters that differ from base64url. */
  private static final String SECRET = "p/q+r=s\"t\\u\nv|wäx-0123456789???>>>";

  private final LeakDetector detector = LeakDetector.watching(SecretValue.ofUtf8(SECRET));

  static Stream<Arguments> encodings() {
    byte[] raw = SECRET.getBytes(UTF_8);
    String percent = URLEncoder.encode(SECRET, UTF_8);
    return Stream.of(
        Arguments.of("raw", raw),
        Arguments.of("hex", HexFormat.of().formatHex(raw).getBytes(UTF_8)),
        Arguments.of(
            "hex upper case", HexFormat.of().withUpperCase().formatHex(raw).getBytes(UTF_8)),
        Arguments.of("percent-encoded", percent.getBytes(UTF_8)),
        Arguments.of(
            "percent-encoded lower case",
            percent
                .replaceAll("%C3%A4", "%c3%a4")
                .replace("%2F", "%2f")
                .replace("%2B", "%2b")
                .replace("%3D", "%3d")
                .replace("%5C", "%5c")
                .replace("%0A", "%0a")
                .replace("%7C", "%7c")
                .replace("%3F", "%3f")
                .replace("%3E", "%3e")
                .getBytes(UTF_8)),
        Arguments.of("JSON-escaped", "p/q+r=s\\\"t\\\\u\\nv|wäx-0123456789???>>>".getBytes(UTF_8)),
        Arguments.of(
            "JSON-escaped with slashes",
            "p\\/q+r=s\\\"t\\\\u\\nv|wäx-0123456789???>>>".getBytes(UTF_8)),
        Arguments.of("UTF-16 big-endian", SECRET.getBytes(UTF_16BE)),
        Arguments.of("UTF-16 little-endian", SECRET.getBytes(UTF_16LE)));
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void findsASecretInEachEncoding(String encoding, byte[] encoded) {
    byte[] text = concat("before ".getBytes(UTF_8), encoded, " after".getBytes(UTF_8));

    assertThat(detector.scan(text)).contains(new Leak(encoding, "bytes", 7));
    assertThat(detector.scan(concat("before ".getBytes(UTF_8), damaged(encoded)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 100})
  void findsASecretWithinBase64AtEachAlignment(int bytesBefore) {
    byte[] plain =
        concat(new byte[bytesBefore], SECRET.getBytes(UTF_8), "and more".getBytes(UTF_8));

    for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
      String encoded = encoder.encodeToString(plain);
      assertThat(detector.scan("before " + encoded))
          .singleElement()
          .satisfies(leak -> assertThat(leak.encoding()).startsWith("base64"))
          .satisfies(leak -> assertThat(leak.encoding()).endsWith(" " + bytesBefore % 3));
    }
  }

  @Test
  void findsSecretsOfBytesThatAreNoText() {
    byte[] bytes = new byte[32];
    new Random(7).nextBytes(bytes);
    LeakDetector ofBytes = LeakDetector.watching(SecretValue.of(bytes));

    assertThat(ofBytes.scan(concat("x".getBytes(UTF_8), bytes))).hasSize(1);
    assertThat(ofBytes.scan(HexFormat.of().formatHex(bytes).toUpperCase(Locale.ROOT))).hasSize(1);
    assertThat(ofBytes.scan("nothing here")).isEmpty();
  }

  @Test
  void findsNothingInInnocentText() {
    assertThat(detector.scan("")).isEmpty();
    assertThat(detector.scan(SECRET.substring(1))).isEmpty();
    assertThat(detector.scan(SECRET.substring(0, SECRET.length() - 1))).isEmpty();
    byte[] noise = new byte[1 << 20];
    new Random(1).nextBytes(noise);
    assertThat(detector.scan(noise)).isEmpty();
  }

  @Test
  void findsASecretInEveryPartOfAFailure() {
    IOException suppressing = new IOException("harmless");
    suppressing.addSuppressed(new IllegalStateException(SECRET));
    List<Throwable> leaking =
        List.of(
            new IllegalStateException("bad " + SECRET),
            new UncheckedIOException("harmless", new IOException(SECRET)),
            suppressing,
            new HalfturnException(
                Problem.of(ErrorCode.INTERNAL, "harmless")
                    .withHint("use " + Canaries.CLIENT_SECRET)));
    LeakDetector both =
        LeakDetector.watching(SecretValue.ofUtf8(SECRET), SecretValue.ofUtf8(Canaries.TEXT));

    for (Throwable failure : leaking) {
      assertThat(both.scan(failure)).as(failure.toString()).isNotEmpty();
    }
    assertThat(both.scan(new IllegalStateException("harmless"))).isEmpty();
    assertThat(both.scan((Throwable) null)).isEmpty();
  }

  @Test
  void scansFilesOfAnySizeAndTellsWhereTheSecretIs(@TempDir Path directory) throws Exception {
    Path log = directory.resolve("big.log");
    byte[] bytes = new byte[(5 << 20) / 2];
    Arrays.fill(bytes, (byte) '.');
    byte[] secret = SECRET.getBytes(UTF_8);
    List<Leak> expected = new ArrayList<>();
    for (int at : new int[] {0, (1 << 20) - 3, (2 << 20) - 31, bytes.length - secret.length}) {
      System.arraycopy(secret, 0, bytes, at, secret.length);
      expected.add(new Leak("raw", log.toString(), at));
    }
    Files.write(log, bytes);
    Path innocent = Files.writeString(directory.resolve("innocent.log"), "nothing");

    LeakDetector.FileScan scan = detector.scanFiles(List.of(log, innocent));

    assertThat(scan.leaks()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(scan.files()).isEqualTo(2);
    assertThat(scan.bytes()).isEqualTo(bytes.length + 7);
  }

  @Test
  void refusesSecretsThatOccurByAccident() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LeakDetector.watching(SecretValue.ofUtf8("short")));
  }

  @Test
  void neverShowsTheSecretItself() {
    assertThat(detector.scan(detector.toString())).isEmpty();
    assertThat(detector.scan(detector.scan(SECRET).toString())).isEmpty();
  }

  @Test
  void canariesAreFoundByOneDetector() {
    for (String canary :
        List.of(Canaries.CLIENT_SECRET, Canaries.REFRESH_TOKEN, Canaries.ACCESS_TOKEN)) {
      assertThat(Canaries.detector().scan("x" + canary + "y")).isNotEmpty();
      assertThat(Canaries.detector().scan(URLEncoder.encode(canary, UTF_8))).isNotEmpty();
    }
    assertThat(Canaries.secret("a")).isNotEqualTo(Canaries.secret("b"));
    assertThat(Canaries.detector().scan(Canaries.secret("a").revealUtf8())).isNotEmpty();
  }

  private static byte[] damaged(byte[] encoded) {
    byte[] damaged = encoded.clone();
    damaged[damaged.length / 2] ^= 1;
    return damaged;
  }

  private static byte[] concat(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
