// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import dev.halfturn.notifier.smtp.SmtpOptions.Auth;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.SecretValue;
import java.util.Optional;

/**
 * Who logs in, and how.
 *
 * @param username the account
 * @param proof its password or access token
 * @param auth which of the two
 */
record Login(String username, SecretValue proof, Auth auth) {

  /** The one that is configured, if any. */
  static Optional<Login> of(PluginConfig config, String instance) {
    Optional<String> username = config.find(SmtpOptions.USERNAME);
    Optional<SecretValue> proof = config.find(SmtpOptions.PASSWORD);
    Auth auth = config.get(SmtpOptions.AUTH);
    if (username.isPresent() != proof.isPresent()) {
      throw SmtpProblems.invalid(
          "notifier '" + instance + "' has a username or a password without the other",
          "give both, or neither to send without logging in");
    }
    if (username.isEmpty() && auth == Auth.XOAUTH2) {
      throw SmtpProblems.invalid(
          "notifier '" + instance + "' has auth xoauth2 and nobody to log in as",
          "give username and, as password, an access token");
    }
    return username.map(name -> new Login(name, proof.orElseThrow(), auth));
  }

  /**
   * Ways of SMTP to log in that are used, best first; those that keep a password secret only from
   * who cannot read TLS are good enough.
   */
  String mechanisms() {
    return auth == Auth.XOAUTH2 ? "XOAUTH2" : "PLAIN LOGIN";
  }
}
