// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.Canaries;
import dev.halfturn.testkit.LeakDetector;
import dev.halfturn.testkit.LeakDetector.FileScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** What the tests of a module left behind, and the search for secrets in it. */
final class TestOutput {

  /** What every canary holds, and what everything holds that the simulator makes up. */
  private static final LeakDetector SECRETS =
      LeakDetector.watching(
          SecretValue.ofUtf8(Canaries.TEXT), SecretValue.ofUtf8(AmazonSimulator.MARK));

  private TestOutput() {}

  static List<BuiltModule> modulesWithTests() {
    return BuiltModule.all().stream()
        .filter(module -> Files.isDirectory(module.folder().resolve("src/test/java")))
        .toList();
  }

  /** Results with the texts of failures, standard output and error; and logs. */
  static List<Path> of(BuiltModule module) {
    return Stream.of("surefire-reports", "logs")
        .flatMap(folder -> module.files(folder).stream())
        .toList();
  }

  static FileScan scan(Collection<Path> files) throws IOException {
    return SECRETS.scanFiles(files);
  }
}
