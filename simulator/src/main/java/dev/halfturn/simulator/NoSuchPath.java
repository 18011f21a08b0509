// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

/** The control path has nothing of this name. */
final class NoSuchPath extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  NoSuchPath(String message) {
    super(message);
  }
}
