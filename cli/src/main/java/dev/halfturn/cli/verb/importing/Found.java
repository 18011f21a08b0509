// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import dev.halfturn.cli.output.ShownName;
import dev.halfturn.spi.SecretValue;
import java.util.Optional;

/**
 * What one place says of one account.
 *
 * @param place the place
 * @param account how the place calls it
 * @param clientId the client id, which makes it an account of some application
 * @param secret the client secret, if it is there
 * @param refreshToken the refresh token, if it is there
 */
record Found(
    Place place,
    String account,
    String clientId,
    Optional<Credential> secret,
    Optional<Credential> refreshToken) {

  /** The account of a place that does not tell accounts apart. */
  static final String DEFAULT_ACCOUNT = "default";

  private static final int SHOWN = 4;

  /**
   * A credential that was found.
   *
   * @param value what it is
   * @param usual whether it looks as Amazon's do
   */
  record Credential(SecretValue value, boolean usual) {}

  /** How messages call it. */
  String where() {
    return place.label() + " (" + shownAccount() + ")";
  }

  /** The account as messages show it. */
  String shownAccount() {
    return "account \"" + ShownName.of(account) + "\"";
  }

  /** The end of the client id, by which people tell applications apart. */
  String shortClientId() {
    return shortClientId(clientId);
  }

  static String shortClientId(String clientId) {
    return clientId.substring(Math.max(0, clientId.length() - SHOWN));
  }
}
