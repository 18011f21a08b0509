// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

/** How far a rotation has come. */
public enum RotationState {
  /** None is under way. */
  IDLE,
  /** It is written down that Amazon is going to be asked for a new secret. */
  REQUESTING,
  /** Amazon was asked for a new secret, and that is awaited. */
  AWAITING,
  /** No new secret has arrived in time. */
  STALLED,
  /** Something has to be done before Amazon can be asked for a new secret. */
  BLOCKED,
  /** A new secret is durable in the inbox and has not been judged yet. */
  RECEIVED,
  /** Amazon refuses the new secret so far. It may still be on its way through Amazon. */
  SUSPECT,
  /** The new secret has exchanged; it becomes the current one next. */
  VERIFIED,
  /** The new secret is the current one; the old one stays beside it while Amazon accepts it. */
  PROMOTED
}
