// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.http;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The body of an answer: what the caller's handler has made of it, or a refusal that is short
 * enough to be judged first.
 *
 * @param refusal the bytes of such a refusal, which the caller's handler has not seen yet
 * @param body what the caller's handler makes of it; not to be asked for twice
 */
record Answer<T>(Optional<byte[]> refusal, Supplier<CompletionStage<T>> body) {

  /**
   * @param body may be null: that is what some handlers make
   */
  static <T> Answer<T> handled(T body) {
    return new Answer<>(Optional.empty(), () -> CompletableFuture.completedStage(body));
  }

  static <T> Answer<T> refused(byte[] body, Supplier<CompletionStage<T>> handler) {
    return new Answer<>(Optional.of(body), handler);
  }
}
