// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;

/** A class of its own, since the defaults of the policies are checked while they are made. */
final class PolicyRule {

  private PolicyRule() {}

  /**
   * @param message begins with the component's name
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT}, reason {@code POLICY_INVALID}
   */
  static void require(boolean condition, String message) {
    if (!condition) {
      throw new HalfturnException(
          Problem.of(ErrorCode.INVALID_ARGUMENT, "POLICY_INVALID", message));
    }
  }
}
