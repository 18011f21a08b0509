// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What opens a new store. */
enum Unlock {
  PASSPHRASE,
  KEY_FILE,
  KEY_COMMAND;

  /** {@code key-file} and so on. */
  static final class Converter implements ITypeConverter<Unlock> {
    @Override
    public Unlock convert(String text) {
      return find(text).orElseThrow(() -> new TypeConversionException("must be one of " + names()));
    }
  }

  /**
   * What was said by a flag, or else is answered.
   *
   * @throws HalfturnException if nobody can be asked
   */
  static Unlock choose(Optional<Unlock> said, Invocation invocation) {
    if (said.isPresent()) {
      return said.get();
    }
    if (!invocation.surroundings().terminal().canAsk()) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.INVALID_ARGUMENT,
                  "how the store is unlocked must be said and nobody can be asked")
              .withHint("add --unlock key-file, --unlock passphrase or --unlock key-command"));
    }
    String answer =
        invocation
            .surroundings()
            .terminal()
            .ask(
                "Unlock how?  1) passphrase   2) key file for unattended servers   3) key command"
                    + "     [2] ")
            .map(String::strip)
            .orElse("");
    return switch (answer) {
      case "1" -> PASSPHRASE;
      case "", "2" -> KEY_FILE;
      case "3" -> KEY_COMMAND;
      default ->
          find(answer)
              .orElseThrow(
                  () ->
                      new HalfturnException(
                          Problem.of(ErrorCode.INVALID_ARGUMENT, "the answer is 1, 2 or 3")));
    };
  }

  private static Optional<Unlock> find(String text) {
    return Arrays.stream(values()).filter(unlock -> unlock.text().equals(text)).findFirst();
  }

  private static String names() {
    return Arrays.stream(values()).map(Unlock::text).collect(Collectors.joining(", "));
  }

  private String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
