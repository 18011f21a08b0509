// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.simulate;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.simulator.SimulatorControl;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The simulator that a verb steers. */
final class Remote {

  private static final String VARIABLE = "HALFTURN_SIMULATOR";
  private static final URI USUAL = URI.create("http://127.0.0.1:8787");

  @Option(
      names = "--at",
      paramLabel = "URL",
      converter = OriginConverter.class,
      description = "Which simulator; otherwise $HALFTURN_SIMULATOR or http://127.0.0.1:8787.")
  Optional<URI> origin = Optional.empty();

  /** An address as {@code halfturn simulate} prints it. */
  static final class OriginConverter implements ITypeConverter<URI> {
    @Override
    public URI convert(String text) {
      return find(text)
          .orElseThrow(() -> new TypeConversionException("must be an address such as " + USUAL));
    }
  }

  /**
   * Asks or orders something.
   *
   * @throws HalfturnException if no simulator answers, or it refuses
   */
  <T> T call(Invocation invocation, Function<SimulatorControl, T> order) {
    URI address = origin.orElseGet(() -> fromEnvironment(invocation));
    try {
      return order.apply(new SimulatorControl(address));
    } catch (UncheckedIOException e) {
      throw new HalfturnException(
          Problem.of(ErrorCode.UNAVAILABLE, "no simulator answers at " + address)
              .withHint("start one with 'halfturn simulate', or name it by --at"));
    } catch (IllegalArgumentException e) {
      throw new HalfturnException(
          Problem.of(ErrorCode.INVALID_ARGUMENT, "the simulator refused: " + e.getMessage()));
    }
  }

  private static URI fromEnvironment(Invocation invocation) {
    return Optional.ofNullable(invocation.surroundings().environment().get(VARIABLE))
        .flatMap(Remote::find)
        .orElse(USUAL);
  }

  private static Optional<URI> find(String text) {
    try {
      URI uri = URI.create(text);
      boolean plain = "http".equals(uri.getScheme()) && uri.getHost() != null;
      return plain ? Optional.of(uri) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
