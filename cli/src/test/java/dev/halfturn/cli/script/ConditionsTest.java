// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every verb ends with when something is the matter. With {@code -Dscripts.rewrite=true} the
 * table is written as it came out.
 */
class ConditionsTest {

  @ParameterizedTest
  @EnumSource
  void everyVerbEndsAsTheTableSays(Condition condition, @TempDir Path directory)
      throws IOException {
    ConditionTable expected = ConditionTable.read();
    ConditionTable actual;
    try (World world = new World(directory)) {
      condition.in(world);
      actual = expected.replayed(condition, world);
    }
    if (Boolean.getBoolean("scripts.rewrite")) {
      Files.writeString(ConditionTable.FILE, actual.text());
    }
    assertThat(actual.text()).isEqualTo(expected.text());
  }
}
