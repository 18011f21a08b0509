// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.secrets;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What cannot be the credential it is given as, whatever Amazon would say: mistakes of copying and
 * pasting. Anything else may be one; Amazon has changed the shape of its credentials before.
 *
 * <p>Failures are {@link ErrorCode#INVALID_ARGUMENT} with reasons such as {@code
 * CLIENT_SECRET_HAS_WHITESPACE}; none quotes the credential.
 */
final class CredentialRules {

  private static final int SHORTEST = 16;
  private static final int LONGEST = 2048;

  /** What credentials begin with, so that one can be told from another. */
  private static final Map<String, String> BEGINNINGS =
      Map.of(
          "amzn1.application-oa2-client.", "client id",
          "amzn1.oa2-cs.", "client secret",
          "amzn1.sp.solution.", "application id",
          "amzn1.sellerapps.app.", "application id",
          "Atza|", "access token",
          "Atzr|", "refresh token");

  private CredentialRules() {}

  /** A client id, stripped of blanks around it. */
  static String clientId(String text) {
    String id = text.strip();
    check("client id", id, 1);
    return id;
  }

  static void clientSecret(SecretValue secret, Optional<String> clientId) {
    String text = secret.revealUtf8();
    check("client secret", text, SHORTEST);
    if (clientId.map(text::equals).orElse(false)) {
      throw refused("client secret", "IS_CLIENT_ID", "is the client id");
    }
  }

  static void refreshToken(SecretValue token) {
    check("refresh token", token.revealUtf8(), SHORTEST);
  }

  private static void check(String what, String text, int shortest) {
    if (text.chars().anyMatch(c -> c == ' ' || (c >= '\t' && c <= '\r'))) {
      throw refused(what, "HAS_WHITESPACE", "contains white space or a line break");
    }
    if (text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw refused(what, "NOT_ASCII", "contains characters that none has");
    }
    BEGINNINGS.forEach(
        (beginning, kind) -> {
          if (text.startsWith(beginning) && !kind.equals(what)) {
            throw refused(what, "IS_" + reason(kind), "looks like another thing: " + kind);
          }
        });
    if (text.startsWith("\"") || text.startsWith("'")) {
      throw refused(what, "IS_QUOTED", "begins with a quotation mark");
    }
    if (text.length() < shortest || text.length() > LONGEST) {
      throw refused(
          what,
          "BAD_LENGTH",
          "has " + text.length() + " characters; part of it, or more, was copied");
    }
  }

  private static HalfturnException refused(String what, String reason, String is) {
    return new HalfturnException(
        Problem.of(
                ErrorCode.INVALID_ARGUMENT,
                reason(what) + "_" + reason,
                "what was given as " + what + " " + is)
            .withHint("copy the whole " + what + ", and nothing else, from Amazon's console"));
  }

  private static String reason(String kind) {
    return kind.toUpperCase(Locale.ROOT).replace(' ', '_');
  }
}
