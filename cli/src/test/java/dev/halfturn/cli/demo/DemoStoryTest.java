// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.Main;
import dev.halfturn.cli.process.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoStoryTest {

  private static final Path GOLDEN = Path.of("src/test/resources/demo");

  @ParameterizedTest
  @CsvSource({"C.UTF-8, demo.txt", "C, demo-ascii.txt"})
  void isToldAsWritten(String locale, String golden) throws IOException {
    List<Path> before = leftovers();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int status =
        Main.run(
            new String[] {"demo"},
            Surroundings.withoutTerminal(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of("LANG", locale),
                InstantSource.system()));

    String told = masked(out.toString(StandardCharsets.UTF_8));
    if (Boolean.getBoolean("scripts.rewrite")) {
      Files.writeString(GOLDEN.resolve(golden), told);
    }
    assertThat(told).isEqualTo(Files.readString(GOLDEN.resolve(golden)));
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(status).isZero();
    assertThat(leftovers()).isEqualTo(before);
  }

  /** Port, path, times, and fingerprints, whose key is random. */
  private static String masked(String told) {
    return told.replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT")
        .replaceAll("/\\S+/halfturn-demo-\\d+", "/tmp/halfturn-demo")
        .replaceAll(" +\\d+ ms", " N ms")
        .replaceAll("\\d+\\.\\d s\\b", "N s")
        .replaceAll("fp:[0-9a-f]{6}", "fp:------")
        .replaceAll("client (…|\\.\\.\\.)[0-9a-f]{4}", "client $1----");
  }

  private static List<Path> leftovers() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("halfturn-demo-"))
          .sorted()
          .toList();
    }
  }
}
