// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Whose file it is that credentials lie in. */
enum Client {
  /** python-amazon-sp-api: {@code credentials.yml}. */
  PYTHON(Place.Format.YAML),
  /** amazon-sp-api for node: {@code ~/.amzspapi/credentials}. */
  NODE(Place.Format.KEY_VALUE),
  /** {@code .env}. */
  DOTENV(Place.Format.KEY_VALUE);

  private final Place.Format format;

  Client(Place.Format format) {
    this.format = format;
  }

  Place.Format format() {
    return format;
  }

  private String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@code python} and so on. */
  static final class Converter implements ITypeConverter<Client> {
    @Override
    public Client convert(String text) {
      return Arrays.stream(values())
          .filter(client -> client.text().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "must be one of "
                          + Arrays.stream(values())
                              .map(Client::text)
                              .collect(Collectors.joining(", "))));
    }
  }
}
