// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.secrets;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What cannot be the credential it is given as, whatever Amazon would say: mistakes of copying and
 * pasting. Anything else may be one; Amazon has changed the shape of its credentials before.
 *
 * <p>Failures are {@link ErrorCode#INVALID_ARGUMENT} and quote nothing. The reason begins with what
 * it should be, {@code CLIENT_ID}, {@code CLIENT_SECRET}, {@code NEW_SECRET} or {@code
 * REFRESH_TOKEN}, and ends with what is wrong: {@code HAS_WHITESPACE}, {@code NOT_ASCII}, {@code
 * IS_QUOTED}, {@code BAD_LENGTH}, or what it is instead: {@code IS_CLIENT_ID}, {@code
 * IS_CLIENT_SECRET}, {@code IS_APPLICATION_ID}, {@code IS_ACCESS_TOKEN}, {@code IS_REFRESH_TOKEN},
 * {@code IS_RESTRICTED_DATA_TOKEN}.
 */
public final class CredentialRules {

  private static final int SHORTEST = 16;
  private static final int LONGEST = 2048;

  private static final String A_CLIENT_ID = "client id";
  private static final String A_CLIENT_SECRET = "client secret";
  private static final String A_REFRESH_TOKEN = "refresh token";

  /** What credentials begin with, so that one can be told from another. */
  private static final Map<String, String> BEGINNINGS =
      Map.of(
          "amzn1.application-oa2-client.", A_CLIENT_ID,
          "amzn1.oa2-cs.", A_CLIENT_SECRET,
          "amzn1.sp.solution.", "application id",
          "amzn1.sellerapps.app.", "application id",
          "Atza|", "access token",
          "Atzr|", A_REFRESH_TOKEN,
          "Atz.sprdt|", "restricted data token");

  private static final String CONSOLE = "Amazon's console";

  private static final Wanted CLIENT_ID = new Wanted(A_CLIENT_ID, A_CLIENT_ID, 1, CONSOLE);
  private static final Wanted CLIENT_SECRET =
      new Wanted(A_CLIENT_SECRET, A_CLIENT_SECRET, SHORTEST, CONSOLE);
  private static final Wanted NEW_SECRET =
      new Wanted("new secret", A_CLIENT_SECRET, SHORTEST, "the console's \"Rotate secret\"");
  private static final Wanted REFRESH_TOKEN =
      new Wanted(A_REFRESH_TOKEN, A_REFRESH_TOKEN, SHORTEST, CONSOLE);

  /**
   * What something is given as.
   *
   * @param name how messages call it
   * @param kind what kind of credential that is
   * @param shortest fewest characters
   * @param source where people find it
   */
  private record Wanted(String name, String kind, int shortest, String source) {
    String hint() {
      return "copy the whole " + name + ", and nothing else, from " + source;
    }
  }

  private CredentialRules() {}

  /**
   * Checks what is to become the client secret once Amazon has accepted it.
   *
   * @param clientId of the application, if it is known
   */
  public static void newSecret(SecretValue secret, Optional<String> clientId) {
    check(NEW_SECRET, secret, clientId);
  }

  /** A client id, stripped of blanks around it. */
  static String clientId(String text) {
    String id = text.strip();
    check(CLIENT_ID, id);
    return id;
  }

  static void clientSecret(SecretValue secret, Optional<String> clientId) {
    check(CLIENT_SECRET, secret, clientId);
  }

  static void refreshToken(SecretValue token) {
    check(REFRESH_TOKEN, token, Optional.empty());
  }

  private static void check(Wanted wanted, SecretValue value, Optional<String> clientId) {
    // one character for each byte: what is not ASCII is refused, whatever it would mean
    String text = new String(value.reveal(), StandardCharsets.ISO_8859_1);
    check(wanted, text);
    if (clientId.map(text::equals).orElse(false)) {
      throw isAnother(wanted, A_CLIENT_ID);
    }
  }

  private static void check(Wanted wanted, String text) {
    if (text.chars().anyMatch(c -> c == ' ' || (c >= '\t' && c <= '\r'))) {
      throw broken(wanted, "HAS_WHITESPACE", "contains white space or a line break");
    }
    if (text.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw broken(wanted, "NOT_ASCII", "contains characters that no " + wanted.kind + " has");
    }
    BEGINNINGS.forEach(
        (beginning, kind) -> {
          if (text.startsWith(beginning) && !kind.equals(wanted.kind)) {
            throw isAnother(wanted, kind);
          }
        });
    if (text.startsWith("\"") || text.startsWith("'")) {
      throw broken(wanted, "IS_QUOTED", "begins with a quotation mark");
    }
    if (text.length() < wanted.shortest || text.length() > LONGEST) {
      throw broken(
          wanted,
          "BAD_LENGTH",
          "has " + text.length() + " characters; part of it, or more, was copied");
    }
  }

  private static HalfturnException isAnother(Wanted wanted, String kind) {
    String message = "that is " + withArticle(kind) + ", not " + withArticle(wanted.kind);
    return kind.equals(A_CLIENT_ID) && wanted.kind.equals(A_CLIENT_SECRET)
        ? refused(
            wanted,
            "IS_CLIENT_ID",
            message,
            "the secret stands below it in the console and begins with amzn1.oa2-cs.v1.")
        : refused(wanted, "IS_" + reason(kind), message, wanted.hint());
  }

  private static HalfturnException broken(Wanted wanted, String reason, String is) {
    return refused(wanted, reason, "the " + wanted.name + " " + is, wanted.hint());
  }

  private static HalfturnException refused(
      Wanted wanted, String reason, String message, String hint) {
    return new HalfturnException(
        Problem.of(ErrorCode.INVALID_ARGUMENT, reason(wanted.name) + "_" + reason, message)
            .withHint(hint));
  }

  private static String withArticle(String kind) {
    return (kind.startsWith("a") ? "an " : "a ") + kind;
  }

  private static String reason(String words) {
    return words.toUpperCase(Locale.ROOT).replace(' ', '_');
  }
}
