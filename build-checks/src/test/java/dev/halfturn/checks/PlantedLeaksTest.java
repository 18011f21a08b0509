// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.testkit.Canaries;
import dev.halfturn.testkit.LeakDetector.Leak;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** That the search finds what it is for. */
class PlantedLeaksTest {

  @TempDir Path folder;

  /** A canary among other text, in each encoding in which it may get into a log. */
  static Stream<Named<byte[]>> leaks() {
    String secret = "client_secret " + Canaries.CLIENT_SECRET + " and more";
    byte[] raw = secret.getBytes(UTF_8);
    return Stream.of(
        Named.of("raw", raw),
        Named.of("base64", text(Base64.getEncoder().encodeToString(raw))),
        Named.of("base64, one byte on", text(Base64.getEncoder().encodeToString(after(1, raw)))),
        Named.of("base64, two bytes on", text(Base64.getEncoder().encodeToString(after(2, raw)))),
        Named.of("base64url", text(Base64.getUrlEncoder().encodeToString(raw))),
        Named.of("hex", text(HexFormat.of().formatHex(raw))),
        Named.of("HEX", text(HexFormat.of().withUpperCase().formatHex(raw))),
        Named.of("URL", text(URLEncoder.encode(secret, UTF_8))),
        Named.of("JSON", text("\"" + secret.replace("/", "\\/") + "\"")),
        Named.of("UTF-16 big-endian", secret.getBytes(UTF_16BE)),
        Named.of("UTF-16 little-endian", secret.getBytes(UTF_16LE)),
        Named.of("made up by the simulator", text("Atza|" + AmazonSimulator.MARK + "abc")));
  }

  @ParameterizedTest
  @MethodSource("leaks")
  void areFound(byte[] leak) throws IOException {
    Path log = folder.resolve("tests.log");
    Files.write(log, text("a line\n".repeat(200_000)));
    Files.write(log, leak, StandardOpenOption.APPEND);

    assertThat(TestOutput.scan(List.of(log)).leaks())
        .extracting(Leak::where)
        .contains(log.toString());
  }

  /** By the configuration of all modules; here the log is not searched. */
  @Test
  void areFoundInWhatLoggersWrite() throws IOException {
    Path log = Path.of("target", "logs", System.getProperty("halfturn.log", "tests") + ".log");
    Logger logger = LoggerFactory.getLogger("dev.halfturn.checks");

    logger.trace("sent {}", Canaries.CLIENT_SECRET);
    assertThat(TestOutput.scan(List.of(log)).leaks()).hasSize(1);
    logger.debug("refused", new IllegalStateException(Canaries.REFRESH_TOKEN));
    assertThat(TestOutput.scan(List.of(log)).leaks()).hasSize(2);
  }

  @Test
  void theJdkLogsEverythingToo() {
    java.util.logging.Logger root = java.util.logging.Logger.getLogger("");

    assertThat(root.isLoggable(Level.FINEST)).isTrue();
    assertThat(root.getHandlers()).anyMatch(handler -> handler.getLevel().equals(Level.ALL));
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] after(int bytes, byte[] raw) {
    byte[] shifted = new byte[bytes + raw.length];
    System.arraycopy(raw, 0, shifted, bytes, raw.length);
    return shifted;
  }
}
