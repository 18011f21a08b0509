// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import dev.halfturn.cli.command.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What is answered without preparing a parser and all verbs, which is most of the time it takes.
 */
final class ReadyAnswer {

  private static final String HELP = "help.txt";

  private ReadyAnswer() {}

  /** The whole output, if the command line asks for one of these. */
  static Optional<String> to(String[] args) {
    if (args.length != 1) {
      return Optional.empty();
    }
    return switch (args[0]) {
      case "--version" -> Optional.of("halfturn " + Version.current() + System.lineSeparator());
      case "--help", "-h" -> help();
      default -> Optional.empty();
    };
  }

  /** The text that the build had the parser write; empty where classes run without a build. */
  private static Optional<String> help() {
    try (InputStream text = ReadyAnswer.class.getResourceAsStream(HELP)) {
      return text == null
          ? Optional.empty()
          : Optional.of(new String(text.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
