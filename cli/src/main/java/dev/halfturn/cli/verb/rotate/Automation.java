// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.rotate;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.rotation.AutomaticRotation;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;

/** What rotates without a person, where the settings name it. */
public final class Automation {

  private Automation() {}

  /**
   * The automatic rotation.
   *
   * @throws HalfturnException {@link ErrorCode#FAILED_PRECONDITION}, reason {@code NO_ISSUER}, with
   *     {@link ExitCode#CONFIGURATION}, if no issuer is configured
   */
  public static AutomaticRotation of(Halfturn halfturn) {
    return halfturn.automatic().orElseThrow(Automation::noIssuer);
  }

  /** That no issuer is configured, and what to set. */
  public static HalfturnException noIssuer() {
    return new HalfturnException(
        Problem.of(
                ErrorCode.FAILED_PRECONDITION,
                "NO_ISSUER",
                "no issuer is configured, which would ask Amazon for new secrets and receive them")
            .withHint(
                "set issuer to spapi and issuer.spapi.queue-url to the address of a queue, then"
                    + " 'halfturn queue setup'; a person rotates without: 'halfturn rotate <app>'"));
  }
}
