// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares what is public with a release that was built elsewhere: {@code .ci/api-check}. No part
 * of the usual build. What is broken, and not meant to be, goes into a file in one line.
 */
class ApiSinceReleaseCheck {

  private static final Path RESULT = Path.of("target/api-breaks.txt");
  private static final Path MEANT = Path.of("src/test/resources/api-breaks-meant.txt");

  @TempDir Path directory;

  @Test
  void nothingIsBroken() throws IOException {
    Path release = Path.of(System.getProperty("api.baseline"));
    List<String> found = new ArrayList<>();
    int compared = 0;
    for (BuiltModule module : BuiltModule.all()) {
      Path before =
          release.resolve(Page.ROOT.relativize(module.folder())).resolve("target/classes");
      Set<String> packages = exported(before, module);
      if (!packages.isEmpty()) {
        compared++;
        for (String each : ApiBreaks.between(before, module.classesFolder(), packages, directory)) {
          found.add(module + ": " + each);
        }
      }
    }
    List<String> meant = meant();
    List<String> stale = new ArrayList<>(meant);
    stale.removeAll(found);
    found.removeAll(meant);
    stale.forEach(line -> found.add("api-breaks-meant.txt names what is not broken: " + line));
    Files.writeString(RESULT, String.join("; ", found));

    assertThat(compared).as("libraries that were compared").isGreaterThan(2);
    assertThat(found).isEmpty();
  }

  /** What was exported then: a package that is not any more is broken as a whole. */
  private static Set<String> exported(Path classes, BuiltModule module) {
    if (!Files.exists(classes)) {
      return Set.of(); // it was not public, or not there
    }
    return new BuiltModule(module.name(), classes.getParent().getParent()).exportedPackages();
  }

  private static List<String> meant() {
    return BuiltModule.read(MEANT)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .collect(Collectors.toList());
  }
}
