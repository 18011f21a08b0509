// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.demo;

/** One step of the story. */
interface DemoStep {

  /** One word. */
  String name();

  /**
   * Plays it.
   *
   * @throws Misbehaved if something was not as promised
   */
  void play(DemoWorld world, DemoScreen screen);

  /** Something was not as promised. */
  final class Misbehaved extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Misbehaved(String message) {
      super(message);
    }
  }

  /** Ends the story unless the promise was kept. */
  static void promised(boolean kept, String promise) {
    if (!kept) {
      throw new Misbehaved("not as promised: " + promise);
    }
  }
}
