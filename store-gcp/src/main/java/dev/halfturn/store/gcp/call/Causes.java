// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.call;

import java.util.Optional;

/** A failure and what caused it. */
final class Causes {

  private static final int DEEPEST = 20;

  private Causes() {}

  /** The outermost of a type. */
  static <T> Optional<T> find(Throwable failure, Class<T> type) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  static boolean has(Throwable failure, Class<?> type) {
    return find(failure, type).isPresent();
  }
}
