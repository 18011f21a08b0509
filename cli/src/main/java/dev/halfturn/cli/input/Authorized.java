// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.input;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The flags that say how long a seller's authorization lasts. */
public final class Authorized {

  @Option(
      names = "--authorized",
      paramLabel = "DATE",
      converter = Moments.InstantConverter.class,
      description =
          "When the seller authorized a public application: people are reminded before it ends.")
  Optional<Instant> authorized = Optional.empty();

  @Option(
      names = "--lifetime",
      paramLabel = "DURATION",
      defaultValue = "365d",
      converter = Moments.DurationConverter.class,
      description = "How long an authorization lasts, with --authorized (${DEFAULT-VALUE}).")
  Duration lifetime;

  /** When it ends, if that was said. */
  public Optional<Instant> until() {
    return authorized.map(at -> at.plus(lifetime));
  }
}
