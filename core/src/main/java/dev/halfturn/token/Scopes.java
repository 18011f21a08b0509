// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

/**
 * Scopes of grantless operations. A scope is free text to Halfturn; these are the known ones.
 *
 * @see <a href="https://developer-docs.amazon.com/sp-api/docs/grantless-operations">grantless
 *     operations</a>
 */
public final class Scopes {

  /** Destinations of notifications, and subscriptions by id. */
  public static final String NOTIFICATIONS = "sellingpartnerapi::notifications";

  /**
   * Rotation of the client secret: singular {@code credential}, one colon before {@code rotation}.
   */
  public static final String CLIENT_CREDENTIAL_ROTATION =
      "sellingpartnerapi::client_credential:rotation";

  private Scopes() {}
}
