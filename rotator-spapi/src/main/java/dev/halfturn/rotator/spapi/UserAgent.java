// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the request introduces itself, in the form Amazon demands.
 *
 * @see <a
 *     href="https://developer-docs.amazon.com/sp-api/docs/include-a-user-agent-header-in-all-requests">the
 *     user-agent header</a>
 */
final class UserAgent {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9 ._-]{1,100}");

  static final String HALFTURN =
      "Halfturn/%s (Language=Java/%d; Platform=%s)"
          .formatted(
              plain(
                  Optional.ofNullable(UserAgent.class.getPackage().getImplementationVersion()),
                  "development"),
              Runtime.version().feature(),
              plain(Optional.ofNullable(System.getProperty("os.name")), "unknown"));

  private UserAgent() {}

  private static String plain(Optional<String> text, String otherwise) {
    return text.filter(found -> PLAIN.matcher(found).matches()).orElse(otherwise);
  }
}
