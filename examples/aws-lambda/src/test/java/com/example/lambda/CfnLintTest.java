// SPDX-License-Identifier: Apache-2.0
package com.example.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Amazon's own linter, where there is one, has nothing to say. */
@EnabledIf("isInstalled")
class CfnLintTest {

  static boolean isInstalled() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(directory -> new File(directory, "cfn-lint").canExecute());
  }

  @Test
  void theTemplateHasNoErrorsAndNoWarnings() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("cfn-lint", "-t", Template.FILE.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).isBlank();
  }
}
