// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a refusal must say. */
public final class Failing {

  private Failing() {}

  /** Fails for that reason, in one line that ends in something to do; returns it. */
  public static HalfturnException assertFails(
      ErrorCode code, String reason, ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown).isInstanceOf(HalfturnException.class);
    HalfturnException failure = (HalfturnException) thrown;
    assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(reason);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.hint()).as("hint of " + reason).isPresent();
    return failure;
  }
}
