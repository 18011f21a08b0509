// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import java.util.Objects;

/**
 * Told of each step of a rotation as it happens, on the thread that rotates. For screens and logs;
 * what it throws leaves the {@link Rotator}, and the rotation is resumed by the next call.
 */
@FunctionalInterface
public interface RotationListener {

  /** Hears nothing. */
  RotationListener NONE = step -> {};

  /** Called once per step, in order. */
  void onStep(Step step);

  /** Called once for each hook that was run, after it ended. */
  default void onHook(HookRun run) {}

  /** The four phases people see. */
  enum Phase {
    /** A new secret is made and received. */
    CREATE,
    /** It is made durable in the inbox. */
    SET,
    /** It is tried. */
    TEST,
    /** It becomes the current one. */
    FINISH
  }

  /** How a step ended. */
  enum Result {
    OK,
    /** No verdict, or not yet; it is tried again. */
    WAITING,
    /** A verdict against the new secret, for now. */
    REFUSED
  }

  /**
   * One step.
   *
   * @param phase which of the four phases it belongs to
   * @param result how it ended
   * @param text one line without a secret
   */
  record Step(Phase phase, Result result, String text) {
    public Step {
      Objects.requireNonNull(phase);
      Objects.requireNonNull(result);
      Objects.requireNonNull(text);
    }
  }
}
