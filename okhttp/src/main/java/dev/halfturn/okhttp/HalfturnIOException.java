// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.okhttp;

import dev.halfturn.spi.HalfturnException;
import java.io.IOException;
import java.util.Objects;

/**
 * A failure of Halfturn's inside a call of OkHttp's. It is an {@link IOException} because OkHttp
 * brings no other kind of exception to the callback of an asynchronous call: it cancels the call,
 * and hands the exception to the thread's handler of uncaught ones.
 */
public final class HalfturnIOException extends IOException {
  private static final long serialVersionUID = 1L;

  private final HalfturnException failure;

  /**
   * @param failure what has happened
   */
  public HalfturnIOException(HalfturnException failure) {
    super(failure.getMessage(), Objects.requireNonNull(failure));
    this.failure = failure;
  }

  /**
   * What has happened, also the cause: {@link dev.halfturn.spapi.SecretOverdueException} if the
   * client secret is too old, {@link dev.halfturn.token.TokenException} if there is no token to be
   * had.
   */
  public HalfturnException failure() {
    return failure;
  }
}
