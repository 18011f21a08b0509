// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.doctor;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.store.azure.call.Refusal;
import java.util.Map;
import java.util.Optional;

/**
 * What a vault has answered.
 *
 * @param body of a good answer, without values of secrets
 * @param refusal if it refused
 * @param failure if it refused, or did not answer
 */
record Answer(
    Map<String, Object> body, Optional<Refusal> refusal, Optional<HalfturnException> failure) {

  static Answer of(Map<String, Object> body) {
    return new Answer(body, Optional.empty(), Optional.empty());
  }

  static Answer of(Optional<Refusal> refusal, HalfturnException failure) {
    return new Answer(Map.of(), refusal, Optional.of(failure));
  }

  /** Of HTTP; 200 for a good one, 0 for none. */
  int status() {
    return failure.isEmpty() ? 200 : refusal.map(Refusal::status).orElse(0);
  }

  /** The name of a refusal; empty if there is none. */
  String name() {
    return refusal.map(Refusal::name).orElse("");
  }
}
