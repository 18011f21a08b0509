// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenListTest {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("fruit.txt"), "apple\npear\n");
  }

  @Test
  void acceptsTheSameInAnyOrder() {
    GoldenList.in(file).check(List.of("pear", "apple", "pear"), false);
  }

  @Test
  void saysWhatDiffersAndHowToUpdate() {
    assertThatThrownBy(() -> GoldenList.in(file).check(List.of("apple", "plum"), false))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("fruit.txt differs:\n- pear\n+ plum\n")
        .hasMessageContaining("-Dgolden.update=true");
  }

  @Test
  void isUpdatedOnDemand() throws IOException {
    GoldenList.in(file).check(List.of("plum", "apple"), true);

    assertThat(file).hasContent("apple\nplum\n");
  }
}
