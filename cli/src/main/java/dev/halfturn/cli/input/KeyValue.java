// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.input;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An argument {@code name=value}. */
public record KeyValue(String key, String value) {

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}");

  /** The value as a boolean, an integer or else a text. */
  public Object typed() {
    if (value.equals("true") || value.equals("false")) {
      return Boolean.valueOf(value);
    }
    return NUMBER.matcher(value).matches() ? Integer.valueOf(value) : value;
  }

  /** Splits at the first {@code =}. */
  public static final class Converter implements ITypeConverter<KeyValue> {
    @Override
    public KeyValue convert(String text) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new TypeConversionException("must be name=value");
      }
      return new KeyValue(text.substring(0, equals), text.substring(equals + 1));
    }
  }
}
