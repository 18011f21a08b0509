// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.input;

import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.spi.HalfturnException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An argument that is a region of the Selling Partner API. */
public final class RegionConverter implements ITypeConverter<SpApiRegion> {
  @Override
  public SpApiRegion convert(String text) {
    try {
      return SpApiRegion.parse(text);
    } catch (HalfturnException e) {
      throw new TypeConversionException("must be na, eu or fe");
    }
  }
}
