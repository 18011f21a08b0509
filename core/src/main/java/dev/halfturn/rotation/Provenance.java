// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

/**
 * How an expiry date is known, weakest first. Amazon offers no call that reads the date, so it
 * comes from elsewhere; a weaker source never replaces a stronger one.
 */
public enum Provenance {
  /** Calculated from the moment a store or Halfturn first had the secret. */
  ESTIMATED,
  /** A person read it in Amazon's console ("Rotate by"), or knows when the secret was made. */
  DECLARED,
  /** Amazon named it in a message. */
  CONFIRMED;

  /** Whether a date of this origin may take the place of one of the other; equals may. */
  public boolean mayReplace(Provenance other) {
    return compareTo(other) >= 0;
  }
}
