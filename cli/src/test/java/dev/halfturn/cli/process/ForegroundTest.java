// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForegroundTest {

  @ParameterizedTest
  @CsvSource({
    "8 (java) S 7 8 7 34816 8 4194560 1, true",
    "8 (a (b) 1 2) S 7 8 7 34816 8 4194560 1, true",
    "8 (java) S 7 8 7 34816 7 4194560 1, false",
    "8 (java) S 7 8 7 0 -1 4194560 1, false"
  })
  void isWhereTheTerminalsGroupIsOurs(String state, boolean foreground) {
    assertThat(Foreground.isForeground(state)).isEqualTo(foreground);
  }
}
