// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.input;

import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.HalfturnException;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An argument {@code app} or {@code app/seller}.
 *
 * @param app the application
 * @param seller the seller, if one was named
 */
public record Target(String app, Optional<String> seller) {

  /** No message quotes the argument. */
  public static final class Converter implements ITypeConverter<Target> {
    @Override
    public Target convert(String text) {
      int slash = text.indexOf('/');
      try {
        return slash < 0
            ? new Target(CredentialNames.app(text), Optional.empty())
            : new Target(
                CredentialNames.app(text.substring(0, slash)),
                Optional.of(CredentialNames.seller(text.substring(slash + 1))));
      } catch (HalfturnException e) {
        throw new TypeConversionException("is not the name of an application, or app/seller");
      }
    }
  }
}
