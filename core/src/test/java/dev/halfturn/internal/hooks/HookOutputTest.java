// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What hooks print, as it is passed on. */
class HookOutputTest {

  private static List<String> of(String printed) {
    List<String> lines = new ArrayList<>();
    new HookOutput(new ByteArrayInputStream(printed.getBytes(StandardCharsets.UTF_8)), lines::add)
        .run();
    return lines;
  }

  @Test
  void isPassedOnLineByLine() {
    assertThat(of("one\ntwo\nthree")).containsExactly("one", "two", "three");
  }

  @Test
  void cannotForgeALogLineOrSteerATerminal() {
    assertThat(of("a\rb\u001b[31m\u2028c\u202ed\n")).containsExactly("a?b?[31m?c?d");
  }

  @Test
  void isBoundedInLinesAndLength() {
    List<String> lines = of(("x".repeat(5000) + "\n").repeat(1000));

    assertThat(lines).hasSize(HookOutput.MOST_LINES + 1);
    assertThat(lines.get(0)).hasSize(HookOutput.LONGEST_LINE);
    assertThat(lines).last().asString().contains("left out");
  }
}
