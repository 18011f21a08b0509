// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration to start from is one that is accepted. */
class ExampleConfigurationTest {

  private static final Path MAIL = Path.of("../examples/reminders-by-mail/halfturn.yaml");

  @TempDir private Path directory;

  @Test
  void theExampleForMailIsValid() throws IOException {
    assertValid(Files.readString(MAIL));
  }

  @Test
  void soItIsWithAllThatStandsThereAsAComment() throws IOException {
    String example = Files.readString(MAIL);
    String whole = example.replaceAll("(?m)^  # (?=[a-z-]+: )", "  ");

    assertThat(whole).contains("\n  password-file: /etc/halfturn/smtp-password\n");
    assertValid(
        whole.replace(
            "/etc/halfturn/smtp-password",
            Files.writeString(directory.resolve("password"), "not-a-secret").toString()));
  }

  private void assertValid(String settings) throws IOException {
    Path file = Files.writeString(directory.resolve("halfturn.yaml"), settings);

    CommandRun run = CommandRun.in(directory);
    int status = run.run("--config", file.toString(), "config", "check");
    assertThat(status).as(run.err()).isZero();
  }
}
