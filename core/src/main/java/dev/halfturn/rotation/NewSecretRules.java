// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import java.util.Arrays;
import java.util.Optional;

/**
 * What cannot be a new client secret, whatever Amazon would say: mistakes of copying and pasting.
 * Anything else may be one; Amazon has changed the shape of its secrets before.
 */
final class NewSecretRules {

  private static final int MIN_LENGTH = 16;
  private static final int MAX_LENGTH = 2048;

  private static final String CLIENT_ID = "amzn1.application-oa2-client.";
  private static final String[] APPLICATION_IDS = {"amzn1.sp.solution.", "amzn1.sellerapps.app."};
  private static final String[] TOKENS = {"Atza|", "Atzr|", "Atz.sprdt|"};

  private NewSecretRules() {}

  /**
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if it can never be a client
   *     secret, {@link ErrorCode#FAILED_PRECONDITION} if it is one that is or was in use here
   */
  static void check(SecretValue secret, Snapshot seen) {
    checkText(secret, seen.clientId());
    if (secret.equals(seen.current().value())) {
      throw refused(
          ErrorCode.FAILED_PRECONDITION,
          "NEW_SECRET_IS_CURRENT",
          "that is the current secret, not a new one",
          "Amazon shows the new one only after \"Rotate secret\"");
    }
    boolean replaced =
        seen.previous().map(secret::equals).orElse(false)
            || seen.inbox().find(secret).map(item -> !item.isCandidate()).orElse(false);
    if (replaced) {
      throw refused(
          ErrorCode.FAILED_PRECONDITION,
          "NEW_SECRET_IS_OLD",
          "that is an earlier secret, which has been replaced already",
          "Amazon shows the new one only after \"Rotate secret\"");
    }
  }

  private static void checkText(SecretValue secret, Optional<String> clientId) {
    byte[] bytes = secret.reveal();
    try {
      for (byte character : bytes) {
        if (character == ' ' || (character >= '\t' && character <= '\r')) {
          throw unusable(
              "NEW_SECRET_HAS_WHITESPACE", "the new secret contains white space or a line break");
        }
        if (character < ' ' || character > '~') {
          throw unusable(
              "NEW_SECRET_NOT_ASCII", "the new secret contains characters no client secret has");
        }
      }
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
    String text = secret.revealUtf8();
    if (text.startsWith(CLIENT_ID) || clientId.map(text::equals).orElse(false)) {
      throw refused(
          ErrorCode.INVALID_ARGUMENT,
          "NEW_SECRET_IS_CLIENT_ID",
          "that is a client id, not a client secret",
          "the secret stands below it in the console and begins with amzn1.oa2-cs.v1.");
    }
    if (startsWithAny(text, APPLICATION_IDS)) {
      throw unusable("NEW_SECRET_IS_APPLICATION_ID", "that is an application id, not a secret");
    }
    if (startsWithAny(text, TOKENS)) {
      throw unusable("NEW_SECRET_IS_TOKEN", "that is a token, not a client secret");
    }
    char first = text.charAt(0);
    if (first == '"' || first == '\'') {
      throw unusable("NEW_SECRET_IS_QUOTED", "the new secret begins with a quotation mark");
    }
    if (text.length() < MIN_LENGTH || text.length() > MAX_LENGTH) {
      throw unusable(
          "NEW_SECRET_BAD_LENGTH",
          "the new secret has " + text.length() + " characters; part of it, or more, was copied");
    }
  }

  private static boolean startsWithAny(String text, String[] beginnings) {
    return Arrays.stream(beginnings).anyMatch(text::startsWith);
  }

  private static HalfturnException unusable(String reason, String message) {
    return refused(
        ErrorCode.INVALID_ARGUMENT,
        reason,
        message,
        "copy the whole secret, and nothing else, from the console's \"Rotate secret\"");
  }

  private static HalfturnException refused(
      ErrorCode code, String reason, String message, String hint) {
    return new HalfturnException(Problem.of(code, reason, message).withHint(hint));
  }
}
