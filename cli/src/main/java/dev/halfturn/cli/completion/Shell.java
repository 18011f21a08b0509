// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.completion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A shell for which there is a script. */
public enum Shell {
  BASH,
  ZSH,
  FISH;

  /** How people call it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The script.
   *
   * @param command with all its verbs
   */
  public String script(CommandLine command) {
    String name = command.getCommandName();
    return switch (this) {
      // the library's script is for both
      case BASH, ZSH -> AutoComplete.bash(name, command);
      case FISH -> FishScript.of(name, command);
    };
  }

  /** All of them, for the script itself. */
  public static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    /** As the library wants it. */
    public Names() {
      super(names());
    }
  }

  /** {@code bash} and so on. */
  public static final class Converter implements ITypeConverter<Shell> {
    @Override
    public Shell convert(String text) {
      return Arrays.stream(values())
          .filter(shell -> shell.text().equals(text))
          .findFirst()
          .orElseThrow(
              () -> new TypeConversionException("must be one of " + String.join(", ", names())));
    }
  }

  private static List<String> names() {
    return Arrays.stream(values()).map(Shell::text).toList();
  }
}
