// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LateStartTest {

  /** A process that is told to end before its command has begun. */
  static final class Ending {
    private Ending() {}

    public static void main(String[] args) {
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    new StopSignal().exitAfter(() -> say("the command runs"), System.out);
                    say("it is let go");
                  }));
    }

    private static int say(String line) {
      System.out.println(line);
      return 0;
    }
  }

  @Test
  void whoIsToldToEndBeforeItHasBegunDoesNotBegin() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Ending.class.getName())
            .redirectErrorStream(true)
            .start();

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
        .containsExactly("it is let go");
    assertThat(process.waitFor()).isZero();
  }
}
