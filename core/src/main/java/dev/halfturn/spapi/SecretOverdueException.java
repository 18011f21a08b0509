// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spapi;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.Objects;

/**
 * Amazon refuses the calls of an application because its client secret is older than 180 days, and
 * did so again with a token that had just been bought. Its reason is {@value #REASON}, its code
 * {@link ErrorCode#UNAUTHENTICATED}; calling again helps only once the secret has been rotated.
 *
 * <p>Within the first hour after a rotation it may only mean that the new secret has not arrived
 * everywhere at Amazon.
 */
public final class SecretOverdueException extends HalfturnException {
  private static final long serialVersionUID = 1L;

  /** The reason of each of these. */
  public static final String REASON = "CLIENT_SECRET_EXPIRED";

  private final String app;

  /**
   * @param app the application as Halfturn calls it
   */
  public SecretOverdueException(String app) {
    super(
        Problem.of(
                ErrorCode.UNAUTHENTICATED,
                REASON,
                "amazon refuses the calls of application '"
                    + app
                    + "': its client secret is older than 180 days")
            .withHint(
                "rotate it: halfturn rotate "
                    + app
                    + "; if that was done within the hour, wait until amazon knows the new one"
                    + " everywhere"));
    this.app = Objects.requireNonNull(app);
  }

  /** The application. */
  public String app() {
    return app;
  }
}
