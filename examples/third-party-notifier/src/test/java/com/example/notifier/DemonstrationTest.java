// SPDX-License-Identifier: Apache-2.0
package com.example.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DemonstrationTest {

  @Test
  void printsWhatTheReadmeShows() throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Demonstration.show(new PrintStream(printed, true, StandardCharsets.UTF_8));

    assertThat(Files.readString(Path.of("README.md")))
        .contains("```text\n" + printed.toString(StandardCharsets.UTF_8) + "```");
  }
}
