// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.internal.http.FormBody;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The form a grant is sent as.
 *
 * @see <a
 *     href="https://developer-docs.amazon.com/sp-api/docs/connecting-to-the-selling-partner-api">the
 *     fields of each grant</a>
 */
final class TokenRequest {

  private TokenRequest() {}

  /**
   * The form, to be wiped by the caller.
   *
   * @throws TokenException reason {@code REQUEST_INVALID} if a credential holds what can only be a
   *     mistake of storing it: Amazon would call it a malformed request or a wrong secret
   */
  static FormBody form(ClientCredential client, Grant grant) {
    FormBody form = new FormBody();
    form.add("grant_type", name(grant));
    if (grant instanceof Grant.RefreshToken refresh) {
      add(form, "refresh_token", "refresh token", refresh.token());
    } else if (grant instanceof Grant.ClientCredentials grantless) {
      form.add("scope", String.join(" ", grantless.scopes()));
    } else if (grant instanceof Grant.AuthorizationCode authorization) {
      add(form, "code", "authorization code", authorization.code());
      authorization.redirectUri().ifPresent(uri -> form.add("redirect_uri", uri.toString()));
    }
    byte[] clientId = client.clientId().getBytes(StandardCharsets.UTF_8);
    requirePrintable("client id", clientId);
    form.add("client_id", clientId);
    add(form, "client_secret", "client secret", client.clientSecret());
    return form;
  }

  /** How Amazon calls the grant. */
  static String name(Grant grant) {
    if (grant instanceof Grant.RefreshToken) {
      return "refresh_token";
    }
    return grant instanceof Grant.ClientCredentials ? "client_credentials" : "authorization_code";
  }

  private static void add(FormBody form, String field, String what, SecretValue secret) {
    byte[] value = secret.reveal();
    try {
      requirePrintable(what, value);
      form.add(field, value);
    } finally {
      Arrays.fill(value, (byte) 0);
    }
  }

  private static void requirePrintable(String what, byte[] value) {
    boolean printable = value.length > 0;
    for (byte b : value) {
      printable &= b > ' ' && b < 0x7f;
    }
    if (!printable) {
      throw new TokenException(
          Problem.of(
                  ErrorCode.INVALID_ARGUMENT,
                  "REQUEST_INVALID",
                  "the " + what + " is empty or holds blanks, line ends or other odd characters")
              .withHint("store it again, without what surrounds it; nothing was sent to amazon"),
          Fault.REQUEST,
          TokenException.Answer.NONE);
    }
  }
}
