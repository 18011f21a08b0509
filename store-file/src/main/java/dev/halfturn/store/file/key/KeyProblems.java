// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.key;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;

/** The ways in which a key cannot be had; none of them tells anything of the key. */
final class KeyProblems {

  private KeyProblems() {}

  static HalfturnException missing(String what, String hint) {
    return new HalfturnException(
        Problem.of(ErrorCode.NOT_FOUND, "KEY_MISSING", what).withHint(hint));
  }

  static HalfturnException commandFailed(String what) {
    return new HalfturnException(
        Problem.of(ErrorCode.UNAUTHENTICATED, "KEY_COMMAND_FAILED", "key-command " + what)
            .withHint("run it by hand as this user; it must print one line, HTK1-..."));
  }

  static HalfturnException invalid(String what, String hint) {
    return new HalfturnException(
        Problem.of(ErrorCode.INVALID_ARGUMENT, "CONFIG_INVALID", what).withHint(hint));
  }
}
