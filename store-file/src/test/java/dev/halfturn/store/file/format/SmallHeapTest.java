// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.SecretValue;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The default derivation of 64 MiB in JVMs of several sizes. */
class SmallHeapTest {

  @ParameterizedTest
  @CsvSource({
    "64, 0, KDF_LIMIT",
    "76, 0, KDF_LIMIT",
    "82, 0, OPENED",
    "96, 0, OPENED",
    "96, 60, KDF_LIMIT"
  })
  void endsInAKeyOrInOneLine(int heapMib, int ballastMib, String expected) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMib + "m",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(),
                SmallHeapProgram.class.getName(),
                Integer.toString(ballastMib))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output.lines()).hasSize(1);
    assertThat(output).startsWith(expected);
  }

  private static String classPath() throws IOException {
    return Stream.of(
            SmallHeapProgram.class,
            StoreFileFormat.class,
            SecretValue.class,
            Argon2Parameters.class)
        .map(SmallHeapTest::placeOf)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String placeOf(Class<?> type) {
    String resource = "/" + type.getName().replace('.', '/') + ".class";
    String url = type.getResource(resource).toString();
    String place = url.substring(0, url.length() - resource.length());
    return Path.of(URI.create(place.replaceAll("^jar:|!$", ""))).toString();
  }
}
