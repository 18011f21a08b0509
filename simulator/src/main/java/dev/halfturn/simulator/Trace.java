// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.util.Optional;

/**
 * What the request log may know of a call.
 *
 * @param secretNumber which of the application's secrets the caller used
 * @param error the code Amazon's answer carries
 */
record Trace(
    Optional<String> app,
    Optional<String> seller,
    Optional<Integer> secretNumber,
    Optional<String> error) {

  static final Trace NONE =
      new Trace(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  Trace withApp(String name) {
    return new Trace(Optional.of(name), seller, secretNumber, error);
  }

  Trace withSeller(String name) {
    return new Trace(app, Optional.of(name), secretNumber, error);
  }

  Trace withSecret(int number) {
    return new Trace(app, seller, Optional.of(number), error);
  }

  Trace withError(String code) {
    return new Trace(app, seller, secretNumber, Optional.of(code));
  }
}
