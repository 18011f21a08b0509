// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.rotation.HookFacts;
import dev.halfturn.rotation.HookRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The listing of the documentation, run as it stands there. */
@DisabledOnOs(OS.WINDOWS)
class DocumentedHookTest {

  private static final Path PAGE = Path.of("../docs/hooks.md");
  private static final Pattern LISTING = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  @TempDir Path directory;

  @Test
  void doesWhatThePageSays() throws IOException {
    Matcher listing = LISTING.matcher(Files.readString(PAGE));
    assertThat(listing.find()).isTrue();
    Files.createDirectory(directory.resolve("deploy"));
    Path hook = Files.writeString(directory.resolve("deploy/10-restart.sh"), listing.group(1));
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwx------"));

    List<HookRun> ofAnother = run("shop");
    assertThat(directory.resolve("erp.restart")).doesNotExist();
    List<HookRun> runs = run("erp");

    assertThat(directory.resolve("erp.restart")).exists();
    assertThat(ofAnother).hasSize(1).allMatch(run -> run.failure().isEmpty());
    assertThat(runs).hasSize(1).allMatch(run -> run.failure().isEmpty());
  }

  private List<HookRun> run(String app) {
    return new HookDirectory(directory, Duration.ofSeconds(20))
        .deploy(HookFacts.before(app, Optional.empty()));
  }
}
