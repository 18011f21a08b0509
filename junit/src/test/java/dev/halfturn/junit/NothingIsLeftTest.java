// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.plugin.ConfigException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NothingIsLeftTest {

  private static List<Path> directories() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("halfturn-rehearsal-"))
          .toList();
    }
  }

  @Test
  void neitherAPortNorAFileNorAThread() throws IOException {
    List<Path> before = directories();
    URI origin;
    try (Rehearsal rehearsal =
        Rehearsal.withApp("erp").seller("acme-us").inFile().automatic().start()) {
      origin = rehearsal.amazon().origin();
      rehearsal.halfturn().startWatching();
      rehearsal.rotate("erp");
      assertThat(directories()).hasSizeGreaterThan(before.size());
    }

    assertThat(directories()).isSubsetOf(before);
    assertThatThrownBy(() -> new Socket(origin.getHost(), origin.getPort()).close())
        .isInstanceOf(ConnectException.class);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("halfturn-queue");
  }

  @Test
  void ofOneThatCannotBeginEither() throws IOException {
    List<Path> before = directories();

    assertThatThrownBy(() -> Rehearsal.withApp("erp").setting("rotation.att", "150d").start())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("rotation.att");

    assertThat(directories()).isSubsetOf(before);
  }
}
