// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.config;

import dev.halfturn.plugin.ConfigProblem;
import dev.halfturn.plugin.Origin;
import dev.halfturn.plugin.Settings;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One configuration file as flat settings, each with its line. */
final class FlatFile {

  private static final int MAX_SIZE = 1 << 20;

  private final Path file;
  private final List<ConfigProblem> problems;
  private final Settings.Builder settings = Settings.builder();
  private final Map<String, Integer> lines = new HashMap<>();

  private FlatFile(Path file, List<ConfigProblem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /**
   * Reads a file: {@code .properties} as such, anything else as YAML.
   *
   * @param problems receives what is wrong with it
   * @throws HalfturnException if it cannot be read at all
   */
  static Settings read(Path file, List<ConfigProblem> problems) {
    FlatFile flat = new FlatFile(file, problems);
    return flat.parse(flat.text());
  }

  /** The settings that a text would give in place of the file's. */
  static Settings parse(Path file, String text, List<ConfigProblem> problems) {
    return new FlatFile(file, problems).parse(text);
  }

  /** The file's text; with a problem, and empty, if it is none. */
  static String text(Path file, List<ConfigProblem> problems) {
    return new FlatFile(file, problems).text();
  }

  /** Whether a file is {@code .properties}, otherwise it is YAML. */
  static boolean isProperties(Path file) {
    return file.toString().endsWith(".properties");
  }

  private Settings parse(String text) {
    if (isProperties(file)) {
      PropertiesFile.read(text, this);
    } else {
      YamlFile.read(text, this);
    }
    return settings.build();
  }

  void put(int line, String key, String value) {
    Integer earlier = lines.putIfAbsent(key, line);
    if (earlier != null) {
      problem(line, key, "is given a second time; the first is in line " + earlier);
      return;
    }
    settings.put(key, value, Origin.file(file, line));
  }

  void problem(int line, String key, String reason) {
    problems.add(
        new ConfigProblem(
            Optional.of(Origin.file(file, line)),
            key.isEmpty() ? "configuration" : key,
            reason,
            Optional.empty()));
  }

  private String text() {
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = in.readNBytes(MAX_SIZE + 1);
    } catch (NoSuchFileException e) {
      throw unreadable(ErrorCode.NOT_FOUND, "there is no configuration file " + file);
    } catch (AccessDeniedException e) {
      throw unreadable(ErrorCode.PERMISSION_DENIED, "may not read the configuration file " + file);
    } catch (IOException e) {
      throw unreadable(ErrorCode.INVALID_ARGUMENT, "cannot read the configuration file " + file);
    }
    if (content.length > MAX_SIZE) {
      problem(1, "", "is longer than 1 MiB");
      return "";
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      problem(1, "", "is not UTF-8");
      return "";
    }
  }

  private static HalfturnException unreadable(ErrorCode code, String message) {
    return new HalfturnException(
        Problem.of(code, "CONFIG_UNREADABLE", message)
            .withHint("name it by --config, or write one with 'halfturn init'"));
  }
}
