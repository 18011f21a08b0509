// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import java.util.function.Supplier;

/** Does what must be done even by a thread that was told to stop, and leaves it told. */
final class Uninterrupted {

  private Uninterrupted() {}

  static <R> R call(Supplier<R> work) {
    boolean told = Thread.interrupted();
    try {
      return work.get();
    } finally {
      if (told) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
