// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

/**
 * Told with which of an application's client secrets an exchange gave a token, on the thread that
 * waited for it, possibly holding a lock: it must return soon and throw nothing. Not told of tokens
 * that come from a cache, on disk or in memory: they were exchanged before.
 */
@FunctionalInterface
public interface SecretUseListener {

  /** Hears nothing. */
  SecretUseListener NONE = (app, origin) -> {};

  /**
   * An exchange has given a token.
   *
   * @param app the application
   * @param origin which of its secrets it was when they were read last
   */
  void used(String app, SecretOrigin origin);
}
