// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

/**
 * Access tokens of one seller, or of one set of scopes. Keep it: asking it is cheaper than looking
 * it up again. Thread-safe.
 */
public interface TokenSource {

  /**
   * A token that is valid now. While one is held and fresh this takes no lock, allocates nothing
   * and asks no calendar clock; otherwise it exchanges, and threads that ask meanwhile share that
   * one exchange.
   *
   * @throws TokenException if there is none to be had; remembered for a while, so that asking again
   *     does not reach Amazon again
   * @throws dev.halfturn.spi.HalfturnException if the credentials cannot be read from their store
   */
  AccessToken get();

  /**
   * Says that Amazon refused a token: exactly that one is dropped, a newer one stays. Idempotent.
   */
  void invalidate(AccessToken refused);
}
