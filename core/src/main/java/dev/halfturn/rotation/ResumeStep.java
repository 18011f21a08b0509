// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

/** What {@link Rotator#resume} does next. */
public enum ResumeStep {
  /** Nothing is left to do. */
  NOTHING,
  /** A finished rotation's old secret has ended: remove it, if the current one works. */
  CLEAR_UP,
  /** The next try is not due yet. */
  WAIT,
  /** Try the new secret at Amazon. */
  TEST,
  /** The new secret is in place: read it back and exchange it once more. */
  CONFIRM,
  /** Somebody put an older secret back: promote the new one again. */
  PUT_BACK,
  /** The new secret was not accepted in time, or has been overtaken: end the rotation. */
  GIVE_UP
}
