// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.Problem;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Whose client secret a secret of the vault is. */
final class ClientSecretNames {

  private static final String JOINT = "--";
  private static final String CLIENT_SECRET = "/lwa/clientsecret";
  private static final Pattern SECRET = Pattern.compile("[0-9A-Za-z-]{1,127}");

  private final String prefix;
  private final Map<String, String> applications = new TreeMap<>();

  private ClientSecretNames(String prefix) {
    this.prefix = prefix;
  }

  /**
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if a vault can have no such name
   */
  static ClientSecretNames of(PluginConfig config) {
    ClientSecretNames names = new ClientSecretNames(prefix(config).orElse(""));
    config.get(EventGridOptions.ALIAS).forEach(names::add);
    return names;
  }

  /** With what the secrets' names begin. */
  static Optional<String> prefix(PluginConfig config) {
    return config.find(EventGridOptions.PREFIX).map(text -> text + JOINT);
  }

  private void add(String entry, String secret) {
    if (!SECRET.matcher(secret).matches()) {
      throw new HalfturnException(
          Problem.of(
              ErrorCode.INVALID_ARGUMENT,
              "alias." + entry + " is no name that a secret of a vault can have"));
    }
    if (entry.endsWith(CLIENT_SECRET)) {
      applications.put(
          secret.toLowerCase(Locale.ROOT),
          entry.substring(0, entry.length() - CLIENT_SECRET.length()));
    }
  }

  /** Empty for a secret that is not one. */
  Optional<String> app(VaultEvent event) {
    String secret = event.secret().toLowerCase(Locale.ROOT);
    return Optional.ofNullable(applications.get(secret)).or(() -> event.app(prefix));
  }
}
