// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void isAsWideAsItsWidestCells() {
    assertThat(new Table("A", "LONG", "C").row("abc", "x", "1").row("", "✓", "").lines())
        .containsExactly("A    LONG  C", "abc  x     1", "     ✓");
  }

  @Test
  void mayHaveNoHeadings() {
    assertThat(Table.withoutHeadings(2).row("a", "b").lines()).containsExactly("a  b");
  }

  @Test
  void refusesARowOfAnotherLength() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Table("A").row("a", "b"));
  }
}
