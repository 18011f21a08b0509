// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

/** Who may use an application; it decides how long a seller's authorization lasts. */
public enum AppKind {
  /** The developer's own: authorizations do not end by themselves. */
  PRIVATE,
  /** Offered to others: each seller has to authorize again every 365 days. */
  PUBLIC
}
