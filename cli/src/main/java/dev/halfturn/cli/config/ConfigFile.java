// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.config;

import dev.halfturn.plugin.ConfigException;
import dev.halfturn.plugin.ConfigProblem;
import dev.halfturn.plugin.Origin;
import dev.halfturn.plugin.Settings;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A configuration file in which single settings can be changed. */
public final class ConfigFile {

  private final Path path;
  private final String text;

  private ConfigFile(Path path, String text) {
    this.path = path;
    this.text = text;
  }

  /**
   * Reads a file.
   *
   * @throws HalfturnException if it cannot be read; {@link ConfigException} if it is malformed
   */
  public static ConfigFile read(Path path) {
    List<ConfigProblem> problems = new ArrayList<>();
    String text = FlatFile.text(path, problems);
    FlatFile.parse(path, text, problems);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new ConfigFile(path, text);
  }

  /** Where it is, as it was named. */
  public Path path() {
    return path;
  }

  /**
   * The file with one setting changed or added, comments and order kept. Writes nothing.
   *
   * @throws HalfturnException {@link ErrorCode#FAILED_PRECONDITION}, reason {@code EDIT_BY_HAND},
   *     if that cannot be done without changing anything else
   */
  public ConfigFile with(String key, String value) {
    if (value.codePoints().anyMatch(Character::isISOControl)) {
      throw new HalfturnException(
          Problem.of(
              ErrorCode.INVALID_ARGUMENT, "the value has a line break or a control character"));
    }
    Settings before = settings(text);
    if (before.find(key).equals(Optional.of(value))) {
      return this;
    }
    String edited =
        FlatFile.isProperties(path)
            ? PropertiesEdit.with(text, key, value)
            : YamlEdit.with(text, key, value);
    if (!means(edited, before, key, value) || comments(edited) < comments(text)) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.FAILED_PRECONDITION,
                  "EDIT_BY_HAND",
                  path + " is written in a way in which '" + key + "' cannot be changed safely")
              .withHint("change it in an editor, then 'halfturn config check'"));
    }
    return new ConfigFile(path, edited);
  }

  /** Puts the file in place of what is there, whole or not at all. */
  public void write() {
    try {
      AtomicText.replace(path, text);
    } catch (IOException e) {
      throw new HalfturnException(
          Problem.of(ErrorCode.FAILED_PRECONDITION, "STORE_READ_ONLY", "cannot write " + path)
              .withHint("nothing has changed; see who may write there"));
    }
  }

  /** Whether the two would be read as the same text. */
  public boolean sameAs(ConfigFile other) {
    return text.equals(other.text);
  }

  private boolean means(String edited, Settings before, String key, String value) {
    List<ConfigProblem> problems = new ArrayList<>();
    Settings after = FlatFile.parse(path, edited, problems);
    Settings wanted = before.toBuilder().put(key, value, Origin.CODE).build();
    return problems.isEmpty()
        && after.keys().equals(wanted.keys())
        && after.keys().stream().allMatch(each -> after.find(each).equals(wanted.find(each)));
  }

  private Settings settings(String content) {
    return FlatFile.parse(path, content, new ArrayList<>());
  }

  /** What may be comments: none may get lost, and counting too many only refuses too much. */
  private static long comments(String content) {
    return content.chars().filter(c -> c == '#').count();
  }
}
