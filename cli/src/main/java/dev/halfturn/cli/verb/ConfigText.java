// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import java.util.Map;

/** The configuration that {@code init} writes. */
final class ConfigText {

  private ConfigText() {}

  /**
   * The text.
   *
   * @param store the plug-in
   * @param storeOptions values of its options, in order
   */
  static String of(String store, Map<String, String> storeOptions) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Configuration of Halfturn. There is no secret in it.
        # Check it with:  halfturn config check
        version: 1

        # Where the secrets live: %s.
        store: %s
        """
            .formatted(store.equals("file") ? "one encrypted file" : "a service", store));
    storeOptions.forEach(
        (key, value) ->
            text.append("store.")
                .append(store)
                .append('.')
                .append(key)
                .append(": ")
                .append(quoted(value))
                .append('\n'));
    text.append(
        """

        # The applications and sellers themselves are in the store: halfturn app add, seller add.
        # Only what differs from the defaults has to be said here.
        #
        # app.erp:
        #   primary-user: primary-user@example.com   # who may press "Rotate secret"
        #   seller.eu.region: eu                     # na, eu or fe; na if not said
        #
        # Days of a secret's life on which somebody is reminded, and by what.
        # remind.ladder: [90, 120, 150, 165, 173, 175, 177, 178, 179]
        # remind.time-zone: Europe/Berlin
        # notifiers: [log]
        """);
    return text.toString();
  }

  /** A YAML text in single quotes, in which a reference is not one. */
  private static String quoted(String value) {
    return "'" + value.replace("'", "''").replace("${", "$${") + "'";
  }
}
