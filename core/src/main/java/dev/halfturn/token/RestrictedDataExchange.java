// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.spi.HalfturnException;

/**
 * What {@link AccessTokens} buys restricted data tokens by. Implementations must be safe for use by
 * several threads, and must not cache.
 */
@FunctionalInterface
public interface RestrictedDataExchange {

  /**
   * Buys one, blocking.
   *
   * @param app the application
   * @param seller whose data it is
   * @param tokens the seller's normal tokens, which are what it is bought with
   * @param data what it is to show
   * @throws HalfturnException if there is none to be had, also because there is no normal one
   */
  AccessToken exchange(String app, String seller, TokenSource tokens, RestrictedData data);
}
