// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.doctor;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whom a token is for, without the token. Nobody checks its signature here: that is the vault's.
 */
record TokenClaims(Optional<String> objectId, Optional<String> appId) {

  private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,64}");

  /** Of a token that cannot be read nothing is known. */
  static TokenClaims of(String token) {
    String[] parts = token.split("\\.", -1);
    try {
      Map<String, Object> claims =
          JSON.std.mapFrom(
              new String(
                  Base64.getUrlDecoder().decode(parts[Math.min(1, parts.length - 1)]),
                  StandardCharsets.UTF_8));
      return new TokenClaims(id(claims, "oid"), id(claims, "appid").or(() -> id(claims, "azp")));
    } catch (IOException | RuntimeException e) {
      return new TokenClaims(Optional.empty(), Optional.empty());
    }
  }

  private static Optional<String> id(Map<String, Object> claims, String name) {
    return claims.get(name) instanceof String text && ID.matcher(text).matches()
        ? Optional.of(text)
        : Optional.empty();
  }

  /** In a few words; empty if nothing is known. */
  String text() {
    return objectId.map(id -> ", object id " + id).orElse("")
        + appId.map(id -> ", application id " + id).orElse("");
  }
}
