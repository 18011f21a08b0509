// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import java.time.Duration;
import java.util.Optional;

/**
 * Told of each exchange at Amazon's token endpoint, on the thread that waited for it: it must
 * return soon and throw nothing. For metrics.
 */
@FunctionalInterface
public interface ExchangeListener {

  /** Hears nothing. */
  ExchangeListener NONE = (took, failure) -> {};

  /**
   * An exchange ended.
   *
   * @param took how long, repetitions included
   * @param failure why there is no token, if there is none
   */
  void exchanged(Duration took, Optional<TokenException> failure);
}
