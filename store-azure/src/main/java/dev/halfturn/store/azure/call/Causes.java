// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A failure and what is said to have caused it, outermost first. */
final class Causes {

  private static final int DEEPEST = 20;

  private Causes() {}

  static List<Throwable> of(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable cause = failure;
        cause != null && causes.size() < DEEPEST;
        cause = cause.getCause()) {
      causes.add(cause);
    }
    return causes;
  }

  static <T> Optional<T> first(Throwable failure, Class<T> type) {
    return of(failure).stream().filter(type::isInstance).map(type::cast).findFirst();
  }
}
