// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve.http;

import dev.halfturn.spi.SecretValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether somebody shows the token: as a bearer token, or as the password of any user. */
final class TokenRule {

  /** What was shown. */
  enum Shown {
    RIGHT,
    WRONG,
    NOTHING
  }

  private static final Pattern IN_QUERY =
      Pattern.compile("(?i)(^|&)[^=&]*(token|password|secret|auth|key)[^=&]*(=|&|$)");

  private final Optional<SecretValue> token;

  TokenRule(Optional<SecretValue> token) {
    this.token = token;
  }

  /** Whether one has to be shown at all. */
  boolean isNeeded() {
    return token.isPresent();
  }

  /** Whether an address has one in it, where histories and logs keep it. */
  static boolean isInQuery(String query) {
    return IN_QUERY.matcher(query).find();
  }

  Shown judge(Asked asked) {
    List<String> headers = asked.headers("Authorization");
    if (headers.isEmpty()) {
      return Shown.NOTHING;
    }
    boolean right =
        asked
            .header("Authorization")
            .flatMap(TokenRule::shown)
            .filter(shown -> token.orElseThrow().equals(shown))
            .isPresent();
    return right ? Shown.RIGHT : Shown.WRONG;
  }

  private static Optional<SecretValue> shown(String header) {
    String[] parts = header.split(" +", 2);
    if (parts.length < 2 || parts[1].isEmpty()) {
      return Optional.empty();
    }
    return switch (parts[0].toLowerCase(Locale.ROOT)) {
      case "bearer" -> Optional.of(SecretValue.ofUtf8(parts[1]));
      case "basic" -> password(parts[1]);
      default -> Optional.empty();
    };
  }

  private static Optional<SecretValue> password(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 || colon == pair.length() - 1
          ? Optional.empty()
          : Optional.of(SecretValue.ofUtf8(pair.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
