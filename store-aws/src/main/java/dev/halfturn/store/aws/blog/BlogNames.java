// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.blog;

import dev.halfturn.spi.SecretName;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that Amazon's blog post gives to parameters: {@code /my-erp/lwa/clientsecret}, which
 * its code spells {@code cliensecret}, {@code /my-erp/lwa/clientidentifier} and {@code
 * /my-erp/refreshToken}. Others than {@code my-erp} may stand before them.
 */
final class BlogNames {

  private static final Map<String, String> ENTRIES =
      Map.of(
          "lwa/clientsecret", "lwa/clientsecret",
          "lwa/cliensecret", "lwa/clientsecret",
          "lwa/clientidentifier", "lwa/clientidentifier",
          "refreshToken", "refreshtoken",
          "refreshtoken", "refreshtoken");

  private static final Pattern RAW =
      Pattern.compile("/(?<owner>.+)/(?<what>lwa/[a-z]+|refresh[Tt]oken)");
  private static final int LONGEST_APP = 40;

  private BlogNames() {}

  /** What a parameter would be called here; empty if it is none of those. */
  static Optional<SecretName> entry(String raw) {
    Matcher matcher = RAW.matcher(raw);
    if (!matcher.matches() || !ENTRIES.containsKey(matcher.group("what"))) {
      return Optional.empty();
    }
    String app = app(matcher.group("owner"));
    return app.isEmpty() || app.length() > LONGEST_APP
        ? Optional.empty()
        : Optional.of(SecretName.of(app + "/" + ENTRIES.get(matcher.group("what"))));
  }

  /** {@code Prod/My_ERP} is {@code prod-my-erp}. */
  private static String app(String owner) {
    return owner.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }
}
