// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.halfturn.cli.distribution.ChildProcess.Result;
import dev.halfturn.simulator.AmazonSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of scripts that call the command. */
class ShellExampleTest {

  private static final Path EXAMPLE = Path.of("../examples/shell").toAbsolutePath().normalize();

  @TempDir Path home;

  @Test
  void doesWhatItsScriptsSayAndShowsNobodyAToken() throws IOException {
    Path temporary = Files.createDirectory(home.resolve("tmp"));
    Path arguments = home.resolve("arguments");
    ChildProcess process = new ChildProcess(home);
    assumeThat(process.run(List.of("sh", "-c", "curl --version")).status())
        .as("curl is there")
        .isZero();
    Path tools = curlThatNotesItsArguments(arguments);

    Result result =
        process
            .with("TMPDIR", temporary.toString())
            .with("PATH", tools + ":" + System.getenv("PATH"))
            .with("HALFTURN_JAVA_OPTS", "-XX:-UsePerfData " + mark())
            .run(
                List.of(
                    "sh",
                    EXAMPLE.resolve("run.sh").toString(),
                    Distribution.launcher().toString()));

    assertThat(result.out())
        .contains(
            section("marketplaces.sh: a call by curl, its token in no argument", country()),
            section("report.sh: a program that is given a token", country()),
            section("rotate-if-due.sh: the one that is due, and not the other", "erp: rotated\n"),
            section("rotate-if-due.sh an hour later: nothing to do, nothing to say", ""),
            section("alert.sh: nothing to do any more", ""),
            section("rotate-if-due.sh: an application that is not there", "exit status 5\n"))
        .contains("== alert.sh: what there is to do\nsoon: HALFTURN WARNING - erp expires in ")
        .endsWith("== Done; nothing is left behind\n");
    assertThat(result.err()).contains("halfturn: error: ").doesNotContain(AmazonSimulator.MARK);
    assertThat(result.status()).isZero();
    assertThat(arguments).content().contains("-H @-").doesNotContain(AmazonSimulator.MARK, "Atza|");
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).isEmpty();
    }
    assertThat(ProcessHandle.allProcesses().filter(this::isOurs)).isEmpty();
  }

  private static String section(String title, String text) {
    return "== " + title + "\n" + text + "\n==";
  }

  private static String country() {
    return "\"countryCode\":\"US\"\n";
  }

  /** Stands before the real one. */
  private Path curlThatNotesItsArguments(Path arguments) throws IOException {
    Path tools = Files.createDirectory(home.resolve("tools"));
    String real = new ChildProcess(home).run(List.of("sh", "-c", "command -v curl")).out().strip();
    Files.writeString(
        tools.resolve("curl"),
        "#!/bin/sh\necho \"$*\" >>'" + arguments + "'\nexec " + real + " \"$@\"\n");
    Files.setPosixFilePermissions(
        tools.resolve("curl"), PosixFilePermissions.fromString("rwxr-xr-x"));
    return tools;
  }

  /** Other tests run the same distribution at the same time. */
  private String mark() {
    return "-Dtest.home=" + home;
  }

  private boolean isOurs(ProcessHandle process) {
    return process.info().arguments().map(List::of).filter(all -> all.contains(mark())).isPresent();
  }
}
