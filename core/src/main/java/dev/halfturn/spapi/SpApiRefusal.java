// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spapi;

/**
 * Why the Selling Partner API refused a call. None of these is a reason to delete or replace a
 * stored credential: Amazon has refused whole fleets for minutes and then gone on.
 */
public enum SpApiRefusal {
  /** The request carried no access token: a fault of the caller. */
  CALLER,
  /** The access token's hour is over: drop it, exchange once, call once more. */
  STALE_TOKEN,
  /**
   * The access token is revoked, malformed or invalid: as above; again, and the seller must act.
   */
  BAD_TOKEN,
  /**
   * The client secret is older than 180 days: rotate. Within the first hour after a rotation it may
   * only mean that the new secret has not arrived everywhere.
   */
  SECRET_EXPIRED,
  /** The marketplace belongs to another region: a configuration error. */
  WRONG_REGION,
  /** Anything else: unknown path, missing role, no permission. Not a fault of a credential. */
  UNKNOWN
}
