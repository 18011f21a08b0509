// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.exec;

import dev.halfturn.cli.process.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Whether there is a program of a name, for one that could not be started. */
final class Program {

  private Program() {}

  /** Whether something has that path, or a file that name where programs are looked for. */
  static boolean exists(String name, Surroundings surroundings) {
    Path directory = surroundings.directory();
    if (name.contains("/")) {
      return Files.exists(directory.resolve(name));
    }
    String path = surroundings.environment().getOrDefault("PATH", "");
    return Arrays.stream(path.split(":", -1))
        .anyMatch(folder -> Files.isRegularFile(directory.resolve(folder).resolve(name)));
  }
}
