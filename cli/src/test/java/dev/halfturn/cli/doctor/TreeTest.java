// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.doctor.Finding.Level;
import dev.halfturn.cli.output.Glyphs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TreeTest {

  private final Finding store =
      Finding.of(
          "store",
          "file",
          List.of(
              Finding.failure("open", "there is none").advising("make one"),
              Finding.warning("a", "b")));

  private final List<Finding> findings =
      List.of(Finding.ok("config", "x.yaml"), store, Finding.skipped("apps", "not looked at"));

  @Test
  void showsPartsBelowTheirWholeAndAdviceBelowWhatItIsAbout() {
    assertThat(Tree.lines("doctor", findings, Glyphs.of(Map.of("LANG", "C.UTF-8"))))
        .containsExactly(
            "doctor",
            "├─ config ✓ x.yaml",
            "├─ store  ✗ file",
            "│  ├─ open ✗ there is none",
            "│  │  └─ advice  make one",
            "│  └─ a    ⚠ b",
            "└─ apps   - not looked at");
  }

  @Test
  void isAsciiWhereTheTerminalIsNotUtf8() {
    assertThat(Tree.lines("doctor", findings, Glyphs.of(Map.of())))
        .allSatisfy(line -> assertThat(line).matches("[ -~]*"))
        .contains("|  |  `- advice  make one");
  }

  @Test
  void adviceOnAWholeComesAfterItsParts() {
    Finding whole = Finding.of("log", "", List.of(Finding.ok("a", "b"))).advising("do it");

    assertThat(Tree.lines("x", List.of(whole), Glyphs.of(Map.of())))
        .containsExactly("x", "`- log ok", "   |- a ok b", "   `- advice  do it");
  }

  @Test
  void aWholeIsAsBadAsItsWorstPart() {
    assertThat(store.level()).isEqualTo(Level.FAILURE);
    assertThat(store.count(Level.FAILURE)).isEqualTo(1);
    assertThat(store.count(Level.WARNING)).isEqualTo(1);
    assertThat(Finding.of("x", "", List.of()).level()).isEqualTo(Level.OK);
  }
}
