// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;

/** What can be wrong before anything is sent. */
final class SmtpProblems {

  private SmtpProblems() {}

  static HalfturnException invalid(String message, String hint) {
    return new HalfturnException(Problem.of(ErrorCode.INVALID_ARGUMENT, message).withHint(hint));
  }
}
