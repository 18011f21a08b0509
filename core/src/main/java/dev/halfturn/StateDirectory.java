// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where small files lie unless said: the place the command line uses, so that a program and the
 * command line see the same marks of the same store.
 *
 * @see <a href="https://specifications.freedesktop.org/basedir-spec/latest/">the XDG base
 *     directories</a>
 */
final class StateDirectory {

  private static final String NAME = "halfturn";

  private StateDirectory() {}

  static Path of(Function<String, Optional<String>> environment, boolean windows, Path home) {
    Optional<String> ofService = environment.apply("STATE_DIRECTORY").filter(s -> !s.isEmpty());
    if (ofService.isPresent()) {
      return Path.of(ofService.get().split(":", 2)[0]); // systemd may have made several
    }
    return windows
        ? absolute(environment, "LOCALAPPDATA")
            .orElse(home.resolve("AppData/Local"))
            .resolve(NAME)
            .resolve("state")
        : absolute(environment, "XDG_STATE_HOME")
            .orElse(home.resolve(".local/state"))
            .resolve(NAME);
  }

  private static Optional<Path> absolute(
      Function<String, Optional<String>> environment, String variable) {
    return environment
        .apply(variable)
        .filter(s -> !s.isEmpty())
        .map(Path::of)
        .filter(Path::isAbsolute);
  }
}
