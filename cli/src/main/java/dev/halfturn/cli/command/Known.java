// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.command;

import dev.halfturn.Halfturn;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;

/** Says that an application or a seller is missing in the caller's words, not the store's. */
public final class Known {

  private Known() {}

  /**
   * Returns if there is such an application.
   *
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if not
   */
  public static void app(Halfturn halfturn, String app) {
    require(
        halfturn,
        CredentialNames.clientSecret(app),
        "there is no application '" + app + "'",
        "see 'halfturn app list'");
  }

  /**
   * Returns if there is such a seller.
   *
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if the application or the seller is
   *     missing
   */
  public static void seller(Halfturn halfturn, String app, String seller) {
    app(halfturn, app);
    require(
        halfturn,
        CredentialNames.refreshToken(app, seller),
        "application '" + app + "' has no seller '" + seller + "'",
        "see 'halfturn seller list " + app + "'");
  }

  private static void require(Halfturn halfturn, SecretName entry, String message, String hint) {
    if (halfturn.secrets().find(entry).isEmpty()) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.NOT_FOUND,
                  message + " in store '" + halfturn.secrets().storeName() + "'")
              .withHint(hint));
    }
  }
}
