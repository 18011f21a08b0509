// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

/** Whose fault a failed exchange is, and so who has to act. */
public enum Fault {
  /** The seller's authorization has ended: the seller must authorise again. */
  SELLER,
  /** The client id or client secret was refused: concerns the whole application. */
  CLIENT_SECRET,
  /** Amazon, or the way to it: nothing is said about any credential; it passes. */
  AMAZON,
  /** Too many calls; it passes. */
  THROTTLED,
  /** What was asked can never work: a configuration error, or a fault of Halfturn. */
  REQUEST
}
