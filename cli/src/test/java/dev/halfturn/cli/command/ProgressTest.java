// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  private Progress progress(int steps, boolean visible) {
    return new Progress(new PrintStream(screen, true, StandardCharsets.UTF_8), steps, visible);
  }

  private void work(Progress progress, int steps) {
    for (int i = 0; i < steps; i++) {
      progress.step();
    }
  }

  @Test
  void isABarThatFillsAndIsGoneAtTheEnd() {
    try (Progress progress = progress(60, true)) {
      work(progress, 60);
      assertThat(screen.toString(StandardCharsets.UTF_8))
          .contains("[" + "#".repeat(15) + " ".repeat(15) + "] 30 of 60")
          .endsWith("\r\033[K[" + "#".repeat(30) + "] 60 of 60");
    }
    assertThat(screen.toString(StandardCharsets.UTF_8)).endsWith("60 of 60\r\033[K");
  }

  @Test
  void isDrawnOnlyWhereItMoves() {
    Progress progress = progress(30_000, true);

    work(progress, 30_000);

    assertThat(screen.toString(StandardCharsets.UTF_8).split("\r", -1)).hasSizeLessThan(40);
  }

  @Test
  void makesRoomForWhatIsSaid() {
    Progress progress = progress(60, true);
    work(progress, 30);

    progress.hide();
    assertThat(screen.toString(StandardCharsets.UTF_8)).endsWith("30 of 60\r\033[K");
    progress.step();
    assertThat(screen.toString(StandardCharsets.UTF_8)).endsWith("31 of 60");
  }

  @Test
  void isNotThereForShortWorkOrForNobody() {
    work(progress(20, true), 20);
    work(progress(1000, false), 1000);

    assertThat(screen.size()).isZero();
  }
}
