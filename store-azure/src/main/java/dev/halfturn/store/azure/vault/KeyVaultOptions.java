// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.vault;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.Problem;
import dev.halfturn.store.azure.call.AzureOptions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The options of {@code azure-key-vault}. */
public final class KeyVaultOptions {

  public static final ConfigOption<String> VAULT =
      ConfigOption.of(
          "vault",
          "name of the vault: erp-vault lies at https://erp-vault.vault.azure.net",
          KeyVaultOptions::vault);

  public static final ConfigOption<URI> ENDPOINT =
      ConfigOption.of(
          "endpoint",
          "whole address in place of the name: https://erp-vault.vault.azure.cn",
          KeyVaultOptions::endpoint);

  public static final ConfigOption<String> PREFIX =
      ConfigOption.of(
          "prefix",
          "what the names of all secrets begin with, followed by two hyphens: prod",
          KeyVaultOptions::prefix);

  public static final ConfigOption<Map<String, String>> ALIAS =
      ConfigOption.byName(
          "alias", "secret of this entry, if it is not called as the entry: MyErpRefreshToken");

  public static final ConfigOption<Integer> EXPIRES_AFTER_DAYS =
      ConfigOption.integer(
              "expires-after-days",
              "days after which a new client secret is said to expire, which hides nothing; 0 for"
                  + " no date",
              0,
              3650)
          .defaultsTo("180");

  /** All of them, in the order in which they are documented. */
  public static final List<ConfigOption<?>> ALL =
      Stream.concat(
              Stream.of(VAULT, ENDPOINT, PREFIX, ALIAS, EXPIRES_AFTER_DAYS),
              AzureOptions.ALL.stream())
          .toList();

  private static final Pattern NAME = Pattern.compile("[a-zA-Z](?:-?[0-9a-zA-Z]){2,23}");
  private static final int MAX_NAME = 24;
  private static final String PUBLIC_CLOUD = ".vault.azure.net";

  private KeyVaultOptions() {}

  private static String vault(String text) {
    if (!NAME.matcher(text).matches() || text.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          "must be the name of a vault, of 3 to 24 letters, digits and single hyphens");
    }
    return text;
  }

  private static URI endpoint(String text) {
    URI uri = AzureOptions.address(text);
    String path = uri.getPath();
    if (!"https".equals(uri.getScheme())
        || uri.getUserInfo() != null
        || uri.getQuery() != null
        || uri.getFragment() != null
        || !(path.isEmpty() || path.equals("/"))) {
      throw new IllegalArgumentException(
          "must look like https://erp-vault.vault.azure.net, with nothing behind the host");
    }
    return uri;
  }

  private static String prefix(String text) {
    if (!VaultNames.isLegalPrefix(text)) {
      throw new IllegalArgumentException(
          "must look like prod or prod--halfturn, in lower case, of at most "
              + VaultNames.MAX_PREFIX
              + " characters");
    }
    return text;
  }

  /**
   * Where the vault is.
   *
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if the options do not say, or say
   *     it twice
   */
  public static URI address(PluginConfig config) {
    if (config.find(VAULT).isPresent() == config.find(ENDPOINT).isPresent()) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.INVALID_ARGUMENT,
                  config.find(VAULT).isPresent()
                      ? "vault and endpoint exclude one another"
                      : "vault: is required")
              .withHint("set vault to the name of the vault, or endpoint to its whole address"));
    }
    return config
        .find(ENDPOINT)
        .orElseGet(() -> URI.create("https://" + config.get(VAULT) + PUBLIC_CLOUD));
  }

  /** The name of the vault, as the command line {@code az} wants it. */
  public static String vaultName(PluginConfig config) {
    String host = address(config).getHost();
    int dot = host.indexOf('.');
    return dot > 0 ? host.substring(0, dot) : host;
  }
}
