// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;

/**
 * Where {@link AccessTokens} finds credentials. Implementations must be safe for use by several
 * threads and must not cache: whoever asks wants what is stored now.
 *
 * <p>Every method may raise {@link HalfturnException}; {@link ErrorCode#NOT_FOUND} means that there
 * is no such entry, as opposed to a store that cannot be asked.
 */
public interface CredentialReader {

  /** An application's client id and all secrets that Amazon may still accept. */
  StoredClient client(String app);

  /** A seller's refresh token. */
  SecretValue refreshToken(String app, String seller);

  /** Both at once. Who reads from a store <em>should</em> override it to read them in one call. */
  default StoredSeller seller(String app, String seller) {
    SecretValue refreshToken = refreshToken(app, seller);
    return new StoredSeller(client(app), refreshToken);
  }

  /**
   * Stores the refresh token that came back in place of the one used, unless the store holds
   * another than that, or none, by now: what somebody else did meanwhile must survive.
   */
  void replaceRefreshToken(String app, String seller, SecretValue used, SecretValue replacement);
}
