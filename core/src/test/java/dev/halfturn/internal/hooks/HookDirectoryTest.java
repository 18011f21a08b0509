// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.rotation.HookFacts;
import dev.halfturn.rotation.HookRun;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real programs, run as hooks. */
@DisabledOnOs(OS.WINDOWS)
class HookDirectoryTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final HookFacts FACTS =
      new HookFacts(
          "erp",
          Optional.of("R-7Q2F"),
          Optional.of("2"),
          Optional.of(Instant.parse("2026-07-08T09:00:00Z")));

  @TempDir Path directory;

  @BeforeEach
  void make() throws IOException {
    for (String phase : List.of("pre", "deploy", "post")) {
      Files.createDirectory(directory.resolve(phase));
    }
  }

  private Path hook(String name, String script) throws IOException {
    Path hook = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwx------"));
  }

  private HookDirectory hooks() {
    return new HookDirectory(directory, LIMIT);
  }

  private Path said() {
    return directory.resolve("said");
  }

  private static Optional<String> only(List<HookRun> runs) {
    assertThat(runs).hasSize(1);
    return runs.get(0).failure();
  }

  @Test
  void areRunInTheOrderOfTheirNames() throws IOException {
    hook("deploy/20-second", "echo second >> ../said");
    hook("deploy/10-first", "echo first >> ../said");
    hook("deploy/9-last", "echo last >> ../said");

    List<HookRun> runs = hooks().deploy(FACTS);

    assertThat(Files.readAllLines(said())).containsExactly("first", "second", "last");
    assertThat(runs).extracting(HookRun::name).containsExactly("10-first", "20-second", "9-last");
    assertThat(runs).allMatch(run -> run.failure().isEmpty());
  }

  @Test
  void areRunByPhase() throws IOException {
    for (String phase : List.of("pre", "deploy", "post")) {
      hook(phase + "/10", "echo $HALFTURN_HOOK_PHASE >> ../said");
    }

    hooks().before(FACTS);
    hooks().deploy(FACTS);
    hooks().after(FACTS);

    assertThat(Files.readAllLines(said())).containsExactly("pre", "deploy", "post");
  }

  @Test
  void onlyWhatIsExecutableIsOne() throws IOException {
    Files.writeString(directory.resolve("deploy/README"), "how to");
    Files.createDirectory(directory.resolve("deploy/old"));

    assertThat(hooks().deploy(FACTS)).isEmpty();
  }

  @Test
  void thereNeedNotBeAnyOfAPhase() throws IOException {
    Files.delete(directory.resolve("post"));

    assertThat(hooks().after(FACTS)).isEmpty();
  }

  @Test
  void noShellReadsTheirNames() throws IOException {
    hook("deploy/10 a; touch ..; $(touch pwned)", "echo done >> ../said");

    assertThat(only(hooks().deploy(FACTS))).isEmpty();
    assertThat(Files.readAllLines(said())).containsExactly("done");
    assertThat(directory.resolve("deploy/pwned")).doesNotExist();
  }

  @Test
  void areToldWhatTheyNeedAndNothingElse() throws IOException {
    hook("deploy/10", "env > ../said");

    hooks().deploy(FACTS);

    assertThat(Files.readAllLines(said()))
        .contains(
            "HALFTURN_HOOK_APP=erp",
            "HALFTURN_HOOK_PHASE=deploy",
            "HALFTURN_HOOK_ROTATION_ID=R-7Q2F",
            "HALFTURN_HOOK_VERSION=2",
            "HALFTURN_HOOK_OLD_ENDS_AT=2026-07-08T09:00:00Z")
        .allMatch(
            line ->
                line.matches(
                    "(HALFTURN_HOOK_.*|(PATH|HOME|LANG|LC_ALL|TZ|TMPDIR|PWD|OLDPWD|SHLVL|_)=.*)"));
  }

  @Test
  void haveNothingToReadAndNoArguments() throws IOException {
    hook("deploy/10", "cat > ../said; echo \"$# arguments\" >> ../said");

    hooks().deploy(FACTS);

    assertThat(Files.readAllLines(said())).containsExactly("0 arguments");
  }

  @Test
  void oneBeforeThatFailsStopsEverything() throws IOException {
    hook("pre/10-check", "exit 3");
    hook("pre/20-more", "touch ../said");

    assertThatThrownBy(() -> hooks().before(FACTS))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
              assertThat(e.reason()).isEqualTo("HOOK_FAILED");
            })
        .hasMessageContaining("'pre/10-check' ended with exit code 3");
    assertThat(said()).doesNotExist();
  }

  @Test
  void oneAfterwardsThatFailsKeepsTheOthersFromNothing() throws IOException {
    hook("deploy/10", "exit 1");
    hook("deploy/20", "touch ../said");

    List<HookRun> runs = hooks().deploy(FACTS);

    assertThat(runs.get(0).failure()).contains("ended with exit code 1");
    assertThat(said()).exists();
  }

  @Test
  void whatCannotBeStartedHasFailed() throws IOException {
    Path hook = Files.writeString(directory.resolve("deploy/10"), "#!/nowhere/sh\n");
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwx------"));

    assertThat(only(hooks().deploy(FACTS))).contains("cannot be started");
  }

  @Test
  void oneThatHangsIsKilledWithItsChildren() throws Exception {
    hook("deploy/10", "sleep 300 & echo $! > ../said; wait");

    HookRun run = new HookDirectory(directory, Duration.ofMillis(700)).deploy(FACTS).get(0);

    assertThat(run.failure()).contains("took longer than 700 ms");
    long child = Long.parseLong(Files.readString(said()).strip());
    Optional<ProcessHandle> left = ProcessHandle.of(child);
    if (left.isPresent()) {
      left.get().onExit().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void whateverOnePrintsIsReadAndNotKept() throws IOException {
    hook("deploy/10", "head -c 1000000000 /dev/zero");

    assertThat(only(hooks().deploy(FACTS))).isEmpty();
  }

  @Test
  void oneThatLeavesAChildBehindIsNotWaitedFor() throws IOException {
    hook("deploy/10", "sleep 5 & exit 0");

    HookRun run = hooks().deploy(FACTS).get(0);

    assertThat(run.failure()).isEmpty();
    assertThat(run.took()).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void whatEverybodyMayWriteIsNotRun() throws IOException {
    Path hook = hook("deploy/10", "touch ../said");
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThat(only(hooks().deploy(FACTS)).orElseThrow()).contains("everybody may write");
    assertThatThrownBy(() -> hooks().before(FACTS)).hasMessageContaining("everybody may write");
    assertThat(said()).doesNotExist();
  }

  @Test
  void nothingInADirectoryThatEverybodyMayWriteIsRun() throws IOException {
    hook("post/10", "touch ../said");
    Files.setPosixFilePermissions(
        directory.resolve("post"), PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThat(only(hooks().after(FACTS)).orElseThrow()).contains("everybody may write");
    assertThatThrownBy(() -> hooks().before(FACTS)).isInstanceOf(HalfturnException.class);
    assertThat(said()).doesNotExist();
  }

  @Test
  void aDirectoryThatIsNotThereStopsEverything() {
    HookDirectory nowhere = new HookDirectory(directory.resolve("nowhere"), LIMIT);

    assertThatThrownBy(() -> nowhere.before(FACTS)).hasMessageContaining("there is no");
  }
}
