// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a setting was given.
 *
 * @param kind the sort of place; decides whether a sensitive value may come from there
 * @param text how messages name it, such as {@code halfturn.yaml:12} or {@code HALFTURN_STORE}
 * @param file the file it stands in, for {@link Kind#FILE}
 */
public record Origin(Kind kind, String text, Optional<Path> file) {

  /** The sorts of places a setting comes from. */
  public enum Kind {
    /** The program that embeds Halfturn. */
    CODE(true),
    FILE(true),
    ENVIRONMENT(true),
    /** Seen by every user who lists processes. */
    SYSTEM_PROPERTY(false),
    /** Seen by every user who lists processes. */
    COMMAND_LINE(false);

    private final boolean maySupplySecrets;

    Kind(boolean maySupplySecrets) {
      this.maySupplySecrets = maySupplySecrets;
    }

    /** Whether a sensitive option may be given there. */
    public boolean maySupplySecrets() {
      return maySupplySecrets;
    }
  }

  /** Settings that a program passes as a map. */
  public static final Origin CODE = of(Kind.CODE, "settings");

  public Origin {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(text);
    Objects.requireNonNull(file);
  }

  /** An origin that is not a file. */
  public static Origin of(Kind kind, String text) {
    return new Origin(kind, text, Optional.empty());
  }

  /** A line of a file, counted from 1; messages show the file as it is given here. */
  public static Origin file(Path file, int line) {
    return new Origin(Kind.FILE, file + ":" + line, Optional.of(file));
  }

  @Override
  public String toString() {
    return text;
  }
}
