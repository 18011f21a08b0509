// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

/** That somebody is told something, until it is closed. Thread-safe. */
@FunctionalInterface
public interface Registration extends AutoCloseable {

  /**
   * Ends it; a call that is under way may still come to its end. Idempotent, and raises nothing.
   */
  @Override
  void close();
}
