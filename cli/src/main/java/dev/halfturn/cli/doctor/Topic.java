// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.doctor;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What can be looked at by itself, in the order in which it is shown. */
public enum Topic {
  CONFIG,
  STORE,
  AMAZON,
  APPS,
  AUTO,
  NOTIFIERS,
  LADDER;

  /** How people call it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@code config} and so on. */
  public static final class Converter implements ITypeConverter<Topic> {
    @Override
    public Topic convert(String text) {
      return Arrays.stream(values())
          .filter(topic -> topic.text().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "must be one of "
                          + Arrays.stream(values())
                              .map(Topic::text)
                              .collect(Collectors.joining(", "))));
    }
  }
}
