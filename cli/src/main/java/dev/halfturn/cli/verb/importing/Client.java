// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Whose file it is that credentials lie in, or which tool wrote it. */
enum Client {
  /** python-amazon-sp-api: {@code credentials.yml}. */
  PYTHON(Optional.of(Place.Format.YAML), ""),
  /** amazon-sp-api for node: {@code ~/.amzspapi/credentials}. */
  NODE(Optional.of(Place.Format.KEY_VALUE), ""),
  /** {@code .env}. */
  DOTENV(Optional.of(Place.Format.KEY_VALUE), ""),
  /** AWS Secrets Manager. */
  AWS_SM(Optional.of(Place.Format.AWS), "aws secretsmanager get-secret-value --secret-id ID"),
  /** chamber, which keeps secrets with AWS. */
  CHAMBER(Optional.empty(), "chamber export --format json SERVICE"),
  /** The parameters of Amazon's blog post. */
  AWS_BLOG(Optional.empty(), ""),
  /** teller, which asks many others. */
  TELLER(Optional.empty(), "teller export json");

  private final Optional<Place.Format> format;
  private final String command;

  Client(Optional<Place.Format> format, String command) {
    this.format = format;
    this.command = command;
  }

  /** How to read it; empty to find that out from what is in it. */
  Optional<Place.Format> format() {
    return format;
  }

  /** What makes it write out what it has, where no file of its own holds that; else empty. */
  String command() {
    return command;
  }

  /** How that is handed to us. */
  String pipe() {
    return command + " | halfturn import --from " + text() + " -";
  }

  /** {@code aws-sm}. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
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
