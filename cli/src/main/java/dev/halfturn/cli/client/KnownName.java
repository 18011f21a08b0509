// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.client;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a variable or a field in which some client keeps a credential. Three patterns cover
 * the clients there are; {@code docs/import.md} lists them. A name alone proves nothing, so that
 * the value's shape decides in the end: {@code APP_ID_TOKEN} is recognised, too.
 *
 * @param role what is kept there
 * @param family what the name has before the role, in lower case without underscores: names of one
 *     client have it in common, mostly
 * @param account what follows the role; empty for nothing
 */
public record KnownName(Role role, String family, String account) {

  private static final String CLIENT =
      "(?i)^(?<family>(AMAZON_?)?(SP_?API_?)?(SELLING_?PARTNER_?)?(LWA_?)?)";
  private static final String ACCOUNT = "(_(?<account>\\w+))?$";

  private static final Map<Role, Pattern> PATTERNS =
      Map.of(
          Role.CLIENT_ID,
          Pattern.compile(CLIENT + "(APP_?CLIENT|APP|CLIENT)_?ID" + ACCOUNT),
          Role.CLIENT_SECRET,
          Pattern.compile(CLIENT + "(APP_?)?CLIENT_?SECRET" + ACCOUNT),
          Role.REFRESH_TOKEN,
          Pattern.compile(CLIENT + "REFRESH_?TOKEN" + ACCOUNT));

  /** What a name means; empty if it means nothing to us. No name means two things. */
  public static Optional<KnownName> of(String name) {
    for (Role role : Role.values()) {
      Matcher matcher = PATTERNS.get(role).matcher(name);
      if (matcher.find()) {
        return Optional.of(
            new KnownName(
                role,
                matcher.group("family").replace("_", "").toLowerCase(Locale.ROOT),
                Optional.ofNullable(matcher.group("account")).orElse("")));
      }
    }
    return Optional.empty();
  }
}
