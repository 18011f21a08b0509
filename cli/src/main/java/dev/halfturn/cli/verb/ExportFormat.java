// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.cli.client.AppVariables;
import dev.halfturn.cli.output.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How values are written, so that whoever reads them gets exactly these, whatever is in them. */
enum ExportFormat {
  /** For {@code . file} in a shell. */
  ENV {
    @Override
    String name(String entry) {
      return AppVariables.asVariable(entry);
    }

    @Override
    String line(String name, String value) {
      return "export " + name + "='" + value.replace("'", "'\\''") + "'";
    }
  },

  /** For the libraries that read {@code .env}, which agree on little more than this. */
  DOTENV {
    @Override
    String name(String entry) {
      return AppVariables.asVariable(entry);
    }

    @Override
    String line(String name, String value) {
      if (value.indexOf('\'') < 0 && value.indexOf('\n') < 0 && value.indexOf('\r') < 0) {
        return name + "='" + value + "'";
      }
      return name
          + "=\""
          + value
              .replace("\\", "\\\\")
              .replace("\"", "\\\"")
              .replace("$", "\\$")
              .replace("\n", "\\n")
              .replace("\r", "\\r")
          + "\"";
    }
  },

  /** One object. */
  JSON {
    @Override
    List<String> lines(Map<String, String> values) {
      return List.of(JsonText.of(values));
    }
  },

  /** For {@code java.util.Properties}, in ASCII. */
  PROPERTIES {
    @Override
    String line(String name, String value) {
      Properties property = new Properties();
      property.setProperty(name, value);
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      try {
        property.store(written, null);
      } catch (IOException e) {
        throw new UncheckedIOException("nothing fails in memory", e);
      }
      // the library begins with a comment that says when
      return written
          .toString(StandardCharsets.ISO_8859_1)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .collect(Collectors.joining("\n"));
    }
  };

  /** What an entry of the store is called. */
  String name(String entry) {
    return entry;
  }

  /** All values. */
  List<String> lines(Map<String, String> values) {
    return values.entrySet().stream().map(value -> line(value.getKey(), value.getValue())).toList();
  }

  /** One value. */
  String line(String name, String value) {
    throw new UnsupportedOperationException(name() + " has no lines");
  }

  private String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@code env} and so on. */
  static final class Converter implements ITypeConverter<ExportFormat> {
    @Override
    public ExportFormat convert(String text) {
      return Arrays.stream(values())
          .filter(format -> format.text().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "must be one of "
                          + Arrays.stream(values())
                              .map(ExportFormat::text)
                              .collect(Collectors.joining(", "))));
    }
  }
}
