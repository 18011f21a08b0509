// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the contracts expect of a failure. */
final class Failures {

  private Failures() {}

  static void assertFails(ErrorCode code, ThrowingCallable call) {
    assertHasCode(code, catchThrowable(call));
  }

  static void assertHasCode(ErrorCode code, Throwable failure) {
    assertThat(failure)
        .asInstanceOf(InstanceOfAssertFactories.type(HalfturnException.class))
        .extracting(HalfturnException::code)
        .isEqualTo(code);
  }
}
