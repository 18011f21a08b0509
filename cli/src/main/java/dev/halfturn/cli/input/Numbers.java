// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.input;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Arguments that are whole numbers. No message quotes the argument. */
public final class Numbers {

  private Numbers() {}

  /** A number of a file descriptor that may be read: 0 or from 3 on. */
  public static final class DescriptorConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      int number = parse(text, "is not the number of an open file descriptor", 0, 1 << 20);
      if (number == 1 || number == 2) {
        throw new TypeConversionException("names an output; use 0, or 3 and above");
      }
      return number;
    }
  }

  /** A port to listen on; 0 for any that is free. */
  public static final class PortConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return parse(text, "is not a port from 0 to 65535", 0, 65_535);
    }
  }

  private static int parse(String text, String expected, int min, int max) {
    int number;
    try {
      number = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException(expected);
    }
    if (number < min || number > max) {
      throw new TypeConversionException(expected);
    }
    return number;
  }
}
