// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code .ci/api-check} in a repository of its own, with something in Maven's place. */
@DisabledOnOs(OS.WINDOWS)
class ApiCheckScriptTest {

  private static final String MAVEN =
      """
      #!/bin/sh
      echo "$@" >> "$CALLS"
      case "$*" in
        *-Papi*) mkdir -p build-checks/target; printf %s "$BREAKS" > build-checks/target/api-breaks.txt; test -z "$BREAKS" ;;
      esac
      """;

  @TempDir private Path directory;

  private Path tree;
  private Path calls;

  /**
   * How the script ended.
   *
   * @param out the line it wrote
   */
  private record Result(int status, String out) {}

  @BeforeEach
  void makeARepository() throws IOException, InterruptedException {
    tree = Files.createDirectories(directory.resolve("tree"));
    calls = directory.resolve("calls");
    write(tree.resolve(".ci/api-check"), BuiltModule.read(Page.ROOT.resolve(".ci/api-check")));
    write(directory.resolve("bin/mvn"), MAVEN);
    write(tree.resolve("spi/src/main/java/module-info.java"), "module spi {\n  exports spi;\n}\n");
    write(tree.resolve("store/src/main/java/module-info.java"), "module store {}\n");
    git("init", "-q");
    git("add", ".");
    git("-c", "user.name=Test", "-c", "user.email=test@example.com", "commit", "-q", "-m", "x");
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void git(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(args));
    Result result = run(command, "");
    assertThat(result.status()).as(String.join(" ", command) + result.out()).isZero();
  }

  private Result check(String breaks) throws IOException, InterruptedException {
    return run(List.of("bash", ".ci/api-check"), breaks);
  }

  private Result run(List<String> command, String breaks) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(tree.toFile());
    builder.redirectError(directory.resolve("err").toFile());
    builder.environment().put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
    builder.environment().put("HOME", directory.toString());
    builder
        .environment()
        .put("TMPDIR", Files.createDirectories(directory.resolve("tmp")).toString());
    builder.environment().put("CALLS", calls.toString());
    builder.environment().put("BREAKS", breaks);
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), out);
  }

  @Test
  void saysThatThereIsNothingToCompareWithBeforeTheFirstRelease() throws Exception {
    assertThat(check(""))
        .isEqualTo(
            new Result(
                0, "api-check: no release is tagged yet, there is nothing to compare with\n"));
    assertThat(calls).doesNotExist();
  }

  @Test
  void buildsWhatIsPublicOfTheLastReleaseAndComparesWithIt() throws Exception {
    git("tag", "v0.1.0");

    assertThat(check(""))
        .isEqualTo(new Result(0, "api-check: nothing that was public in v0.1.0 is broken\n"));
    assertThat(Files.readAllLines(calls))
        .satisfiesExactly(
            release -> assertThat(release).endsWith("compile -pl spi -am"),
            now -> assertThat(now).contains("-Papi", "-Dapi.baseline=", "-pl build-checks -am"));
  }

  @Test
  void comparesLibrariesWithoutModuleInfoToo() throws Exception {
    write(tree.resolve("spring-boot-starter/pom.xml"), "<project/>");
    write(tree.resolve("testkit/pom.xml"), "<project/>");
    git("add", ".");
    git("-c", "user.name=Test", "-c", "user.email=test@example.com", "commit", "-q", "-m", "x");
    git("tag", "v0.1.0");

    assertThat(check("").status()).isZero();
    assertThat(Files.readAllLines(calls).get(0))
        .endsWith("compile -pl spi,spring-boot-starter,testkit -am");
  }

  @Test
  void saysInOneLineWhatIsBroken() throws Exception {
    git("tag", "v0.1.0");

    assertThat(check("spi: spi.Door.open() METHOD_REMOVED"))
        .isEqualTo(
            new Result(1, "api-check: since v0.1.0 broken: spi: spi.Door.open() METHOD_REMOVED\n"));
  }

  @Test
  void leavesNothingBehind() throws Exception {
    git("tag", "v0.1.0");
    check("");

    try (var left = Files.list(directory.resolve("tmp"))) {
      assertThat(left).isEmpty();
    }
  }
}
