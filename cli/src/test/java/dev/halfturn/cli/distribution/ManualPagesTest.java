// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

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

/** What <a href="https://mandoc.bsd.lv">mandoc</a> makes of the manual pages. */
class ManualPagesTest {

  private static final Path PAGES = Distribution.folder().resolve("share/man/man1");

  @TempDir Path home;
  private ChildProcess process;

  @BeforeEach
  void requireProgram() {
    process = new ChildProcess(home);
    assumeThat(process.run(List.of("sh", "-c", "command -v mandoc")).status())
        .as("mandoc is there")
        .isZero();
  }

  @Test
  void areWithoutFindings() throws IOException {
    List<String> command = new ArrayList<>(List.of("mandoc", "-T", "lint", "-W", "warning"));
    try (Stream<Path> pages = Files.list(PAGES)) {
      pages.map(Path::toString).forEach(command::add);
    }

    Result result = process.run(command);

    assertThat(command).hasSizeGreaterThan(50);
    assertThat(result.out() + result.err()).isEmpty();
    assertThat(result.status()).isZero();
  }

  @Test
  void showExamplesLineByLine() {
    assertThat(shown("halfturn-rotate"))
        .contains(" halfturn rotate erp --new-secret-stdin < new.txt\n");
    assertThat(shown("halfturn-exec"))
        .contains(
            " halfturn exec erp --file -- sh -c 'curl -H @- ... < $SP_API_ACCESS_TOKEN_FILE'\n");
  }

  private String shown(String page) {
    Result result =
        process.run(List.of("mandoc", "-T", "utf8", PAGES.resolve(page + ".1").toString()));
    assertThat(result.err()).isEmpty();
    return result.out().replaceAll(".\b", ""); // as terminals make letters bold
  }
}
