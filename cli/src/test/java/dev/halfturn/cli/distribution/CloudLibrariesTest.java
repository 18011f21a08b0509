// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.distribution.ChildProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries of a cloud that nobody has configured: whoever opened them would wait for ever. */
class CloudLibrariesTest {

  private static final List<String> CLOUDS = List.of("aws", "azure", "google");

  @TempDir Path home;
  private Path distribution;

  @BeforeEach
  void copyDistribution() throws IOException {
    distribution = Distribution.copyTo(home.resolve("halfturn"));
  }

  @Test
  void areNotOpenedByACommandOnTheFileStore() throws Exception {
    for (String cloud : CLOUDS) {
      for (Path library : libraries(cloud)) {
        Files.delete(library);
        assertThat(new ProcessBuilder("mkfifo", library.toString()).start().waitFor()).isZero();
      }
    }

    assertThat(halfturn("init", "--unlock", "key-file").status()).isZero();
    assertThat(halfturn("secret", "names").status()).isZero();
    assertThat(halfturn("config", "check").status()).isZero();
  }

  private List<Path> libraries(String cloud) throws IOException {
    try (Stream<Path> jars = Files.list(distribution.resolve("lib").resolve(cloud))) {
      return jars.toList();
    }
  }

  @Test
  void areFoundWhenTheirPluginIsNamed() {
    for (String store : List.of("aws-ssm", "azure-key-vault", "gcp-secret-manager")) {
      assertThat(halfturn("secret", "names", "--set", "store=" + store).err())
          .as(store)
          .doesNotContain("no store plug-in");
    }
  }

  private Result halfturn(String... args) {
    List<String> command = new ArrayList<>();
    command.add(distribution.resolve("bin/halfturn").toString());
    command.addAll(List.of(args));
    return new ChildProcess(home).with("HALFTURN_CLASS_ARCHIVE", "off").run(command, "");
  }
}
