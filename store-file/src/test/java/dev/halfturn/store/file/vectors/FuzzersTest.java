// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.store.file.format.ContentFuzzer;
import dev.halfturn.store.file.format.FileFuzzer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the fuzzers start from is no finding; profile {@code fuzz} lets them go on from there. */
class FuzzersTest {

  @Test
  void noFileOfAVectorIsAFinding() {
    Map<String, byte[]> seeds = FuzzSeeds.files();

    assertThat(seeds).hasSizeGreaterThan(100);
    seeds.values().forEach(FileFuzzer::fuzzerTestOneInput);
  }

  @Test
  void noContentOfAVectorIsAFinding() {
    Map<String, byte[]> seeds = FuzzSeeds.contents();

    assertThat(seeds).hasSizeGreaterThan(15);
    seeds.values().forEach(ContentFuzzer::fuzzerTestOneInput);
  }
}
