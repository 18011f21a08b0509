// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

/** How far a rotation has come. */
public enum RotationState {
  /** None is under way. */
  IDLE,
  /** A new secret is durable in the inbox and has not been judged yet. */
  RECEIVED,
  /** Amazon refuses the new secret so far. It may still be on its way through Amazon. */
  SUSPECT,
  /** The new secret has exchanged; it becomes the current one next. */
  VERIFIED,
  /** The new secret is the current one; the old one stays beside it while Amazon accepts it. */
  PROMOTED
}
